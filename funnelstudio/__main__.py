"""Runs the program as `python -m funnelstudio`."""

from funnelstudio.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
