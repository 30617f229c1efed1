"""Films <-> index/ on disk; the only floor that knows Whoosh."""
