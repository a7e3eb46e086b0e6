"""How much of generator/needs, checks and changes somebody checks: change one place at a time, and see a test fail.

Every part has folders of tests. Each file of them is first run alone to see which lines it runs; then
a mutant meets the files that run its line, the quickest first. Mutants are made by cosmic-ray, in temporary copies.

The same seed chooses the same mutants of the same sources. A survivor is either a missing test or a change that makes
no difference: only reading tells. A script, not a test: the score is to be read, not to be held.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

try:
    from tests.mutation.choose import Mutant, sample
    from tests.mutation.run import Covered, cover, settle, survives
except ModuleNotFoundError as missing:
    raise SystemExit(f"{missing.name} is not installed; pip install -e '.[test,mutation]' brings it") from None

PROJECT = Path(__file__).parents[2]
_WHOLE = ("needs/test_built_apps.py", "needs/test_foreign.py", "needs/test_one_app.py")
PARTS = {"needs": ("needs", "checks"), "checks": ("checks", *_WHOLE), "changes": ("changes",)}
"""What is mutated below generator/, and the folders and files of tests that are there for it."""


@dataclass
class Score:
    """What became of the mutants of one part."""

    part: str
    tried: int
    survivors: list[tuple[Mutant, bool]] = field(default_factory=list)
    """And whether any test runs the line."""

    def __str__(self) -> str:
        killed = self.tried - len(self.survivors)
        return f"{self.part:8} {self.tried:6} {killed:7} {len(self.survivors):9} {killed / max(self.tried, 1):6.0%}"


def running(mutant: Mutant, covered: Iterable[Covered]) -> list[Covered]:
    """The files of tests that run the mutated statement, the quickest first."""
    found = [each for each in covered if each.lines.get(mutant.file, frozenset()).intersection(mutant.statement)]
    return sorted(found, key=lambda each: each.seconds)


def tests_of(part: str) -> list[str]:
    """The files of tests of a part, as seen from the project."""
    places = [PROJECT / "tests" / place for place in PARTS[part]]
    files = [path for place in places for path in ([place] if place.is_file() else sorted(place.rglob("test_*.py")))]
    return [path.relative_to(PROJECT).as_posix() for path in files]


def measure(part: str, mutants: list[Mutant], pool: ProcessPoolExecutor) -> Score:
    """Let the tests of a part meet its mutants."""
    covered = list(pool.map(cover, tests_of(part)))
    score, asked = Score(part, len(mutants)), []
    for mutant in mutants:
        files = running(mutant, covered)
        # What the unspoilt tests took, under coverage, is about their share of a busy machine.
        timeout = 20 + 3 * sum(each.seconds for each in files)
        names = [each.tests for each in files]
        asked.append((mutant, pool.submit(survives, mutant, names, timeout) if names else None))
    score.survivors = [(mutant, bool(answer)) for mutant, answer in asked if answer is None or answer.result()]
    return score


def main() -> None:
    """Print the scores, then each survivor."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.mutation", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=[*PARTS], help="all three")
    parser.add_argument("--sample", type=int, default=12, metavar="N", help="mutants of each part (12)")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="which mutants (0)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="at a time (one a core)")
    options = parser.parse_args()
    os.chdir(PROJECT)
    scores = []
    with TemporaryDirectory(prefix="mutation-") as scratch:
        folder = Path(scratch)
        chosen = {part: sample(PROJECT, part, options.sample, options.seed, folder) for part in options.parts}
        with ProcessPoolExecutor(options.jobs, initializer=settle, initargs=(PROJECT, folder)) as pool:
            print("part      tried  killed  survived  score", flush=True)
            for part, mutants in chosen.items():
                scores.append(measure(part, mutants, pool))
                print(scores[-1], flush=True)
    for mutant, run in (each for score in scores for each in score.survivors):
        print(f"\n{mutant.file}:{mutant.line}{'' if run else '  (no test runs it)'}")
        print(f"  - {mutant.before}\n  + {mutant.after}")


if __name__ == "__main__":
    main()
