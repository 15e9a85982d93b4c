"""Témoin: start it with ``streamlit run app.py``. What the page shows stands in layers/page.py."""

import streamlit as st

from layers import deployment, serving

settings = deployment.read()
serving.read_ahead(settings.geodata, settings.today)
app = st.App(
    deployment.ROOT / "layers" / "page.py",
    routes=serving.routes(settings.geodata, settings.today),
)
