"""Mends that need no judgement, made in the text itself so that nothing else changes.

Swapped coordinates, blanks around a text, a date in another form, an id that is missing:
each is an edit of a few characters at a place that `strict_json` knows. Key order, indents
and every other feature stay byte for byte as they were.
"""
