"""Load balancers that send requests to tasks."""
