"""The one test command: `python -m tests`; what follows goes to pytest (`-k gossi`)."""

import subprocess
import sys
import time
from pathlib import Path

from tests import chromium

ROOT = Path(__file__).parents[1]
CHECKS = (("ruff", "check"), ("mypy",), ("pytest",))


def main(pytest_arguments: list[str]) -> int:
    """Run every check, whatever the others say; 0 only if all of them pass."""
    browser = chromium.ensure()
    if browser is None:
        print(chromium.HELP, file=sys.stderr)
        return 1
    print(f"Testing in {browser}.")
    summary = []
    for check in CHECKS:
        arguments = pytest_arguments if check == ("pytest",) else []
        print(f"\n$ {' '.join((*check, *arguments))}", flush=True)
        started = time.monotonic()
        code = subprocess.call([sys.executable, "-m", *check, *arguments], cwd=ROOT)
        summary.append((check[0], code, time.monotonic() - started))
    print()
    for name, code, seconds in summary:
        print(f"{name:<8}{f'failed ({code})' if code else 'passed':<12}{seconds:6.1f} s")
    return int(any(code for _, code, _ in summary))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
