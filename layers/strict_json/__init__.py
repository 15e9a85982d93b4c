"""Text -> JSON values that know where they stand, at the speed of the C scanner.

The standard decoder takes duplicate keys, NaN and Infinity in silence and says of no
value where it was. Here the outermost object and its "features" array are walked by hand
and every element is handed to the C scanner on its own, so that each feature's place is
known and a feature that breaks RFC 8259 is told from its neighbours. Where in a feature a
value stands is looked up only once something is wrong with it.
"""
