"""Deployments: what can never move, who owns the number of tasks, capacity, and alarms that see an outage."""
