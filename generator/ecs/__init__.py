"""The ECS view of a resolved graph: tasks, and what they run on, carry, read and write."""
