"""``python -m tests.foreign FOLDER``: what the matrix and the checks say of templates that other people wrote.

FOLDER holds repositories, one a folder. Prints the shares of yes, no and unknown, why rows are unknown, how many
findings each check has, and each error, to be read. ``--save FILE`` keeps the answers, ``--against FILE`` tells each
row that has turned since. A script, not a test: CI has none of these templates. It exits 1 when something crashed.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from generator.analysis.shared import analysed
from generator.lint.roots import roots

Answers = dict[str, dict[str, Any]]
SLOW = 5.0
"""Seconds for one root, from which on it is named."""
_NAMES = re.compile(r"[\w./${}-]*[/$][\w./${}-]*|'[^']*'|\([^)]*\)|\b[A-Z]\w*[a-z]\w*[A-Z]\w*\b")


def main(arguments: list[str] | None = None) -> int:
    """Analyse every root template with tasks in it, and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.foreign", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the repositories are, one a folder")
    parser.add_argument("--save", type=Path, help="keep the answers in this file")
    parser.add_argument("--against", type=Path, help="tell each row that has turned since this file was saved")
    asked = parser.parse_args(arguments)
    answers = {name: answer for name, answer in _answers(asked.folder) if answer["rows"] or answer["findings"]}
    _print(answers)
    if asked.against:
        _compare(json.loads(asked.against.read_text(encoding="utf-8")), answers)
    if asked.save:
        asked.save.write_text(json.dumps(answers, indent=1, sort_keys=True), encoding="utf-8")
    return 1 if any(answer["crashes"] for answer in answers.values()) else 0


def _answers(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    for repository in sorted(path for path in folder.iterdir() if path.is_dir()):
        try:
            found = roots([repository])
        except Exception as error:
            print(f"{repository.name}: {error}", file=sys.stderr)
            continue
        for root in found:
            if "AWS::ECS::" not in root.path.read_text(encoding="utf-8", errors="replace") and not _nests(root.path):
                continue
            began = time.perf_counter()
            result = analysed(root.path, root.parameters({}), None, project=repository)
            rows = {
                f"{cell.task}: {cell.need.name}": [cell.verdict.value, "; ".join(cell.because), list(cell.rules)]
                for cell in result.cells
            }
            findings = [
                [finding.rule, f"{finding.file}:{finding.line}", finding.message]
                for finding in result.findings
                if finding.severity != "informational"
            ]
            yield (
                root.path.relative_to(folder).as_posix(),
                {
                    "rows": rows,
                    "findings": findings,
                    "not seen": [place.why for place in result.not_seen],
                    "crashes": [str(crash) for crash in result.crashes],
                    "seconds": round(time.perf_counter() - began, 2),
                },
            )


def _nests(path: Path) -> bool:
    return "AWS::CloudFormation::Stack" in path.read_text(encoding="utf-8", errors="replace")


def _print(answers: Answers) -> None:
    rows = [row for answer in answers.values() for row in answer["rows"].values()]
    verdicts = Counter(row[0] for row in rows)
    tasks = sum(1 for answer in answers.values() if answer["rows"])
    print(f"{len(answers)} roots, {tasks} of them with tasks; {len(rows)} rows")
    for verdict in ("yes", "no", "unknown"):
        print(f"  {verdict:8} {verdicts[verdict]:6} {verdicts[verdict] / max(1, len(rows)):6.1%}")
    print("why rows are unknown:")
    for reason, count in Counter(_plain(row[1]) for row in rows if row[0] == "unknown").most_common(40):
        print(f"  {count:5} {reason[:150]}")
    print("findings:")
    for rule, count in sorted(Counter(found[0] for answer in answers.values() for found in answer["findings"]).items()):
        print(f"  {rule} {count}")
    print("errors:")
    for name, answer in answers.items():
        for rule, place, message in answer["findings"]:
            if rule.startswith("E"):
                print(f"  {name} {place} {rule} {message}")
    for name, answer in answers.items():
        for crash in answer["crashes"]:
            print(f"CRASH {name}: {crash}")
        if answer["seconds"] > SLOW:
            print(f"SLOW {name}: {answer['seconds']} s")


def _plain(reason: str) -> str:
    """A reason without the names in it, so that the same reasons count as one."""
    return _NAMES.sub("…", reason.split("; ")[0])


def _compare(before: Answers, after: Answers) -> None:
    print("turned:")
    turns: Counter[str] = Counter()
    for name in sorted(before.keys() & after.keys()):
        rows = after[name]["rows"]
        for need, (verdict, _, _) in before[name]["rows"].items():
            now, because, rules = rows.get(need, ["gone", "", []])
            if now != verdict:
                turns[f"{verdict} -> {now}"] += 1
                print(f"  {name} {need}: {verdict} -> {now}: {because[:200]} {' '.join(rules)}")
    new = sum(need not in before[name]["rows"] for name in before.keys() & after.keys() for need in after[name]["rows"])
    print("  " + ", ".join(f"{count} {turn}" for turn, count in turns.most_common()) + f"; {new} new rows")


if __name__ == "__main__":
    sys.exit(main())
