"""Services and task definitions of ECS, and what scales them."""
