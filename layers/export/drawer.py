"""``python -m layers.export.drawer``: draws what `raster.Drawers` asks for, on its pipes."""

import sys

from layers.export import raster

if __name__ == "__main__":
    raster.serve(sys.stdin.buffer, sys.stdout.buffer)
