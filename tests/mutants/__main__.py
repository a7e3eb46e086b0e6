"""Judge every mutant: ``python -m tests.mutants [dev] [prod]`` prints the score by file and by lesson."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from tests.mutants.apps import ROOT, output
from tests.mutants.judge import Verdict, judge
from tests.mutants.mutate import mutants


def judged(environment: str, index: int) -> Verdict:
    """Judge one mutant, by its position: what decoded templates hold cannot be handed to another process."""
    return judge(output(environment), mutants(output(environment))[index])


def main(environments: list[str]) -> int:
    """Judge all mutants of some environments, and print what stands out."""
    status = 0
    for environment in environments:
        every = mutants(output(environment))
        with ProcessPoolExecutor() as pool:
            verdicts = pool.map(judged, [environment] * len(every), range(len(every)), chunksize=20)
            found = list(zip(every, verdicts, strict=True))
        print(f"{environment}: {len(found)} mutants, {_counted(verdict.how for _, verdict in found)}")
        for file in sorted({mutant.file for mutant, _ in found}):
            print(f"  {file}: {_counted(verdict.how for mutant, verdict in found if mutant.file == file)}")
        lessons = Counter(n for _, verdict in found for n in verdict.lessons)
        print(f"  caught by lesson: {', '.join(f'{n}: {lessons[n]}' for n in sorted(lessons))}")
        for mutant, verdict in found:
            if verdict.how in ("wrong", "unlisted"):
                print(f"  {verdict.how}: {mutant.type} {mutant} ({verdict.why})")
                status = 1
    return status


def _counted(verdicts: object) -> str:
    return ", ".join(f"{how} {count}" for how, count in sorted(Counter(verdicts).items()))  # type: ignore[call-overload]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("environments", nargs="*", metavar="ENVIRONMENT", help="folders of output/ (dev prod)")
    environments = parser.parse_args().environments or ["dev", "prod"]
    if unknown := [each for each in environments if not (ROOT / "output" / each / "root.yaml").is_file()]:
        parser.error(f"there is no output/{unknown[0]}/root.yaml")
    sys.exit(main(environments))
