"""What was published: releases, what changed between them, what each said at an address."""
