"""What the code of tasks calls at AWS: the way there, endpoints' policies, task roles, and keys."""
