"""Run the command line with ``python -m alliance_match``."""

from .cli import main

if __name__ == "__main__":
    main()
