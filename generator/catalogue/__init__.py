"""What ECS and CloudFormation say when tasks do not start, and what it means: data, and the search through it."""

from generator.catalogue.entry import Check, Entry, entries
from generator.catalogue.match import Found, find, match

__all__ = ["Check", "Entry", "Found", "entries", "find", "match"]
