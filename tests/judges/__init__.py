"""Outside judges: cases that other projects wrote, read where they are and held against our answers."""
