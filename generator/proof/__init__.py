"""Can this task resolve, reach, and is it allowed? Yes, no, or unknown, with the evidence."""
