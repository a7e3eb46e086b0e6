"""AWS::ECS: clusters, services, task definitions, and what starts tasks."""
