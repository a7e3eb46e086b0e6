"""Databases, caches, brokers and file systems, who is told of them, and how clients encrypt."""
