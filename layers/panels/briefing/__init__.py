"""The panels of the page "Brief": a picture composed, looked at, put into a deck, taken away."""
