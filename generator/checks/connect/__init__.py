"""Service Connect: what ECS takes into it, and whether clients get to what they call by its names."""
