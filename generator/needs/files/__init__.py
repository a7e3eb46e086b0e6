"""File systems that tasks mount."""
