"""Checks of definition."""
