"""The decision tree and everything that knows what it means: standard library and yaml only."""
