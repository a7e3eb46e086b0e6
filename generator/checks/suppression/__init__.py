"""Checks of suppression."""
