"""A tree: its records, loading, checks, states and use cases."""
