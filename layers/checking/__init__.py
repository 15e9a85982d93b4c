"""What `python -m layers check` finds, and how it says so to people and to machines."""
