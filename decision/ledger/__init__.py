"""What a tree rests on: evidence, checked claims, who cites what, and figures without a source."""
