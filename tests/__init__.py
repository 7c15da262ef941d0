"""What the site promises, each promise a test that says it in a sentence."""
