"""The rules of the data contract: one small pure function a rule; none knows of files.

A rule looks at one feature (or, for tenures, at the features of one site) and returns
findings; it never raises for what people wrote.
"""
