"""Caches, brokers and other stores: tasks that are told where one is, get to it, and speak to it as it wants."""
