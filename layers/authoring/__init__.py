"""A new feature: from answers to the bytes of its file, the others' bytes untouched.

`gathering` asks or takes what is given, `placing` finds positions by name, `appending`
puts the feature behind the last one.
"""
