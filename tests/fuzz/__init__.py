"""Random texts in, what goes wrong with them out."""
