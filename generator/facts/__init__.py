"""What a stack says, in the words of ECS: tasks, groups, routes, roles, images."""
