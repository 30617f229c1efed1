"""kazsearch and its peers measured side by side: see `benchmarks/compare.py`."""
