"""Checks of balancing."""
