"""MkDocs adapters, one per concern: which event, which page, which address; no tree logic."""
