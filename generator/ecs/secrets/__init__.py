"""Secrets, parameters, keys and credentials that tasks are given."""
