"""corpus/ on disk -> Article and Film records, with diagnostics."""
