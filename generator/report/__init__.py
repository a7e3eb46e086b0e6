"""Presentation only: what others found, for people and for machines."""
