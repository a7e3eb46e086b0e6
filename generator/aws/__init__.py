"""The one part that talks to AWS. Nothing but scripts/ imports it; ``python -m generator`` works without."""
