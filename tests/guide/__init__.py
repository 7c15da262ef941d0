"""What must hold for whatever guide stands in this repository; all words of it are read from it."""
