"""What the marketplace said beside what was found here: the comparison and its writers."""
