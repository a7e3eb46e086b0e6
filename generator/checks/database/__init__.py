"""Databases: ways to them, TLS on both ends, certificates, zones and replacement."""
