"""What a task needs to start and to serve: each need answers yes, no or unknown, with the path that carries it."""
