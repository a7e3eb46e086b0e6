"""What a text says by itself, whatever file it stands in. Imports nothing of the project, and any layer may ask."""
