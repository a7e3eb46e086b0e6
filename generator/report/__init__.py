"""Presentation, and nothing else."""
