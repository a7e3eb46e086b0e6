"""Policies: of roles, of resources, and of keys."""
