"""Roles and policies: what is attached to nothing, trusts somebody else, or is not allowed."""
