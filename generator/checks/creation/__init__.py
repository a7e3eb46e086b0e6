"""Checks of creation."""
