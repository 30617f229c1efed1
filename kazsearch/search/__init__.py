"""Query and index -> ranked hits, with snippets and suggestions."""
