"""Lesson 9 for real: what output/ tells a client, run against a PostgreSQL server that takes TLS only."""
