"""Instances that run tasks."""
