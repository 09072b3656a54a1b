"""Runs the command line by ``python -m endgate``."""

from endgate.cli.main import main

if __name__ == "__main__":
    main()
