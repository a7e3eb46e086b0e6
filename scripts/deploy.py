"""Deploy output/<env>/ as nested change sets: what `python -m generator deploy` does, too."""

from __future__ import annotations

import sys

from generator.deploy.command import main

if __name__ == "__main__":
    sys.exit(main())
