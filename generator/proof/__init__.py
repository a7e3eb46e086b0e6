"""Can this task resolve, reach and use what it needs? Yes, no or unknown, each with its evidence."""
