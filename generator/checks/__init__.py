"""Checks of templates: one file a check, in the folder of its topic."""
