"""Checks of deployment."""
