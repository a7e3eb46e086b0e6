"""Services among themselves, their callers, their scaling and their deployments."""
