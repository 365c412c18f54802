"""Runs the command line as ``python -m custui``."""

import sys

from custui.cli import main

if __name__ == "__main__":
    sys.exit(main())
