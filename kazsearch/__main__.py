"""`python -m kazsearch`."""

from kazsearch.cli.main import run

if __name__ == "__main__":
    run()
