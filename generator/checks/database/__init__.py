"""Checks of database."""
