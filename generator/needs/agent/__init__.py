"""What the agent of ECS does before a container runs: pull, read secrets and files, write logs, assume roles."""
