"""What becomes of a task in the rehearsal: the proof of what is deployed, in the words of ECS. Functions of data."""
