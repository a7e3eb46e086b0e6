"""Whether roles are allowed what is done as them, and what has a say on the other side."""
