"""Services among themselves and to their callers: names, Service Connect, deployments."""
