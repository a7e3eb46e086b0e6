"""The one part that talks to AWS. Nothing but scripts/ imports it; ``python -m generator`` works without."""

from __future__ import annotations

import sys
from importlib.util import find_spec

if find_spec("boto3") is None:
    print("what talks to AWS is not installed: pip install -e '.[deploy]'", file=sys.stderr)
    sys.exit(2)
