"""Databases, caches, brokers and whatever else tasks are told the address of."""
