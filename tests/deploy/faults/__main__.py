"""Run every case and print the figures: ``python -m tests.deploy.faults [PART/PARTS] [WORDS]``.

PART/PARTS runs one part of them, such as 0/3 the first of three, so that several may run beside each other; WORDS runs
the cases whose line has them, such as "update" or "killed before".
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.deploy.faults.suite import cases, recorded, survives
from tests.deploy.faults.world import world


def main() -> int:
    part, _, parts = (sys.argv[1] if len(sys.argv) > 1 else "0/1").partition("/")
    tried: Counter[str] = Counter()
    survived: Counter[str] = Counter()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, world(Path(folder)) as here:
        for number, case in enumerate(cases(recorded(here))):
            if number % int(parts) != int(part) or not all(word in str(case) for word in sys.argv[2:]):
                continue
            try:
                wrong = survives(here, case, f"case-{number}")
            except KeyboardInterrupt:
                print(f"interrupted at case {number}", flush=True)
                break
            except Exception as error:
                wrong = [repr(error)]
            tried[case.fault] += 1
            survived[case.fault] += not wrong
            if wrong:
                print(f"{case}: {'; '.join(wrong)}", flush=True)
    for fault, count in tried.items():
        print(f"{fault:<14} {survived[fault]:>4} of {count:>4} survived")
    print(f"{'all':<14} {survived.total():>4} of {tried.total():>4} survived, {time.monotonic() - began:.0f} s")
    return 0 if survived == tried else 1


if __name__ == "__main__":
    sys.exit(main())
