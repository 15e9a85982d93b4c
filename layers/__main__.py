"""``python -m layers``: the command line of the people who write the data."""

import sys

from layers.cli.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
