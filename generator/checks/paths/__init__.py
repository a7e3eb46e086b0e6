"""Checks of paths."""
