"""Checks of permissions."""
