"""Every call of a deployment, and everything that can happen to it."""
