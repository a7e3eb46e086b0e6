"""Logs: of tasks, of load balancers and of the network, and the keys and policies that let them be written."""
