"""Checks of reading."""
