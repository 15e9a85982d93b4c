"""The panels of the page "Edit": a file checked, a form filled in, the map beside both."""
