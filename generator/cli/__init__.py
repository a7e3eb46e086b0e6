"""The verbs, one file each: ``options`` says what it takes, ``run`` does it. The docstring of ``run`` is its help."""
