"""The lessons, walked: each mistake in our output, the rehearsal that meets it, and the diagnosis that names it."""
