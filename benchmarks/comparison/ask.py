"""Print the ten best titles of one engine, as the shortest script would: a cold query.

    python benchmarks/comparison/ask.py ENGINE INDEX WORDS

The folder `benchmarks` has to be in PYTHONPATH.
"""

import sys
from importlib import import_module
from pathlib import Path

with import_module(f"comparison.engines.{sys.argv[1]}").open_search(Path(sys.argv[2])) as ask:
    print("\n".join(ask(" ".join(sys.argv[3:]))))
