"""What the registry schema of each type takes, and which values the service behind it accepts."""
