"""Say why a stack failed, and what to change: what `python -m generator diagnose` does, too."""

from __future__ import annotations

import sys

from generator.deploy.diagnose_command import main

if __name__ == "__main__":
    sys.exit(main())
