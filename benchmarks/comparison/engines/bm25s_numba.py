"""bm25s with its scoring compiled by numba as the first query comes, which takes seconds."""

from functools import partial

from comparison.engines.bm25s import build, open_search

__all__ = ["build", "open_search"]

open_search = partial(open_search, backend="numba")
