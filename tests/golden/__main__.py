"""`python -m tests.golden`: draw the pictures anew that tests compare; look at them after."""

from tests import golden

for name in golden.PICTURES:
    golden.drawn(name).save(golden.path(name), optimize=True)
    print(golden.path(name))
