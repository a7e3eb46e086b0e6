"""Health checks of containers and target groups: programs, bounds and ports."""
