"""Networks as they are laid out: what EC2 refuses when it is created, and what has no room, whoever asks for a way."""
