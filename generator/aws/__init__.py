"""The one part that speaks to AWS. Scripts import it; nothing else does."""
