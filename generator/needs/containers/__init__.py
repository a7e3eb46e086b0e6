"""What ECS accepts in a task definition, and what a container needs inside of itself."""
