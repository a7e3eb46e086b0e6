"""``python -m tests.usual FOLDER``: write what the templates below a folder set to ``generator/awsdata/usual/``.

FOLDER holds a folder for each public repository. ``--left-out FILE`` writes nothing: FILE names templates, a path a
line, and of each it is told what would not be known if nobody had looked at its repository.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from tests.usual.files import write
from tests.usual.left_out import doubts
from tests.usual.table import table
from tests.usual.used import of_folder, repositories, together


def main() -> int:
    """Write the files, or print what is not known without a repository."""
    parser = argparse.ArgumentParser(prog="python -m tests.usual", description=__doc__)
    parser.add_argument("folder", metavar="FOLDER", type=Path)
    parser.add_argument("--left-out", metavar="FILE", type=Path)
    options = parser.parse_args()
    folder = options.folder.resolve()
    templates = of_folder(folder)
    if not templates:
        parser.error(f"{folder} holds no template")
    if options.left_out is None:
        write(table(together(folder, templates)), len(repositories(folder, templates)))
        return 0
    named = [Path(line).resolve() for line in options.left_out.read_text(encoding="utf-8").splitlines() if line]
    told = {path: doubts(folder, templates, path) for path in named if path in templates}
    print(f"{sum(map(bool, told.values()))} of {len(told)} templates have something that no other repository sets so")
    for what, count in Counter(what for found in told.values() for what in found).most_common():
        print(f"{count:4} {what}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
