"""Témoin: start it with ``streamlit run app.py``. What the page shows stands in layers/page.py."""

import streamlit as st

from layers import deployment, serving

settings = deployment.read()
atlases = serving.store(settings.geodata, settings.today, shows_recent=settings.shows_recent)
serving.read_ahead(atlases)
app = st.App(
    deployment.ROOT / "layers" / "page.py",
    routes=serving.routes(atlases),
)
