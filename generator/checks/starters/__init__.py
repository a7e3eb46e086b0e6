"""Tasks that no service starts: rules, schedules, pipes, state machines, and what they may do."""
