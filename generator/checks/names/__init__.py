"""Private names: who registers them, who calls them, and whether the call arrives."""
