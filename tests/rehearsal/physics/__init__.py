"""Tests of what becomes of tasks."""
