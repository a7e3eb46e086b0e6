"""``python -m tests.judges JUDGE FOLDER``: hold our answers against the cases of another project, and print the figure.

FOLDER is where that project's files lie; docs/judges.md names them, and what came of each. A script, not a test: CI
has none of these files. It exits 0 whatever the figure is, and 2 when the folder holds no case.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.judges import (
    arns,
    changing,
    diagnosing,
    dockerfiles,
    images,
    intrinsics,
    malformed,
    managed,
    permissions,
    prices,
    rehearsing,
    telling,
    troubleshooting,
    ways,
    words,
)
from tests.judges.compared import Compared, Outcome, figure

Judge = Callable[[Path], Iterator[Compared]]

JUDGES: dict[str, Judge] = {
    "iam": permissions.judge,
    "malformed": malformed.judge,
    "managed": managed.judge,
    "intrinsics": intrinsics.judge,
    "arns": arns.judge,
    "dockerfiles": dockerfiles.judge,
    "words": words.judge,
    "images": images.judge,
    "prices": prices.judge,
    "ways": ways.judge,
    "changing": changing.judge,
    "rehearsing": rehearsing.judge,
    "telling": telling.judge,
    "diagnosing": diagnosing.judge,
    "troubleshooting": troubleshooting.judge,
}


def main(arguments: list[str] | None = None) -> int:
    """Run one judge and print what it says."""
    parser = argparse.ArgumentParser(prog="python -m tests.judges", description=__doc__)
    parser.add_argument("judge", choices=JUDGES)
    parser.add_argument("folder", type=Path, help="where the files of the other project are")
    parser.add_argument("--show", action="store_true", help="list what differs and what is unknown, with the reasons")
    asked = parser.parse_args(arguments)
    cases = list(JUDGES[asked.judge](asked.folder))
    if not cases:
        print(f"{asked.folder} holds no case of {asked.judge}: see docs/judges.md for the files", file=sys.stderr)
        return 2
    print(f"{asked.judge}: {figure(cases)}")
    without = Counter(case.detail for case in cases if case.outcome is Outcome.NOT_APPLICABLE)
    for because, count in without.most_common():
        print(f"  not applicable: {count} {because}")
    if asked.show:
        for case in cases:
            if case.outcome in (Outcome.DIFFER, Outcome.UNKNOWN):
                print(f"  {case.outcome.value}: {case.name}: {case.detail}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
