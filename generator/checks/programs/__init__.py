"""Programs in containers: where they listen, what they want to run, and what they are told of one another."""
