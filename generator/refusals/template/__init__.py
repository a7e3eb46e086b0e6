"""What there is of the template itself: its sections, parameters, references, and what waits for what."""
