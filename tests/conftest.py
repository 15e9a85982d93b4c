"""What every test shares."""

import os

import hypothesis
import pytest

from tests import chromium

# The same examples in every run, and no deadline: a busy machine is slow, not wrong.
hypothesis.settings.register_profile("temoin", derandomize=True, deadline=None)
hypothesis.settings.load_profile("temoin")

# A test never reads what somebody exported for a server of their own.
for name in [name for name in os.environ if name.startswith(("STREAMLIT_", "TEMOIN_"))]:
    if name != chromium.VARIABLE:
        del os.environ[name]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the browser's tests last: a broken rule says so before a page opens.

    Playwright also keeps an event loop running, in which `asyncio.run` of other tests fails.
    """
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
