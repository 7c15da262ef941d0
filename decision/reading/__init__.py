"""Text in, nodes and shapes that know their place out; faults with place and cure."""
