"""Records to HTML, CSV, JSON and text: wording comes from the tree, never from here."""
