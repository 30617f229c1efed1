"""Turn a folder of raw text articles about films into a film index."""
