"""Témoin: what was so, where, from when to when, and according to whom."""
