"""Instances on which tasks run that are not on Fargate."""
