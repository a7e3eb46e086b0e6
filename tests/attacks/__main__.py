"""``python -m tests.attacks [TOPIC ...]``: try every change, and say how many of them are silent, topic by topic.

It exits 1 when a change is silent that ought to be told, or told although it is listed as silent. ``--show`` lists
what is told of each; ``--only TEXT`` tries those whose name has TEXT in it.
"""

from __future__ import annotations

import argparse
import os
import sys
from concurrent.futures import ProcessPoolExecutor

from tests.attacks.change import Change, changes, topics
from tests.attacks.judge import told
from tests.attacks.table import figures


def main(arguments: list[str] | None = None) -> int:
    """Try the changes of some topics, or of all, and print what came of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.attacks", description=__doc__)
    parser.add_argument(
        "topics", nargs="*", metavar="TOPIC", help=f"one of {', '.join(topics())}; all, if none is named"
    )
    parser.add_argument("--only", metavar="TEXT", default="", help="only changes whose name has this in it")
    parser.add_argument("--show", action="store_true", help="list what is told of each change")
    parser.add_argument("--figures", action="store_true", help="print the figures of docs/attacks.md, try nothing")
    options = parser.parse_args(arguments)
    if wrong := [topic for topic in options.topics if topic not in topics()]:
        parser.error(f"there is no topic {wrong[0]}: there are {', '.join(topics())}")
    tried = [each for topic in options.topics or topics() for each in changes(topic) if options.only in each.name]
    if options.figures:
        print(figures(tried))
        return 0
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        answers = list(pool.map(told, tried, chunksize=20))
    wrong = [_wrong(change, answer) for change, answer in zip(tried, answers, strict=True)]
    for change, answer in zip(tried, answers, strict=True) if options.show else ():
        print(f"{change.topic}/{change.name} ({change.base}): {', '.join(answer) or change.silent or 'SILENT'}")
    print(figures(tried))
    print("\n".join(filter(None, wrong)))
    return 1 if any(wrong) else 0


def _wrong(change: Change, answer: tuple[str, ...]) -> str:
    if not answer and not change.silent:
        return f"silent: {change.topic}/{change.name} ({change.base})"
    if answer and change.silent:
        return f"told, although listed as {change.silent}: {change.topic}/{change.name}: {', '.join(answer)}"
    return ""


if __name__ == "__main__":
    sys.exit(main())
