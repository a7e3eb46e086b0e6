"""What our rules and proofs cost, next to stock cfn-lint over the same files.

Every figure is the median of separate processes, their children included, that take turns, so that a busy machine
slows all of them alike: trust the ratios, not the seconds. A script, not a test: no result depends on the clock.

"cfn-lint" is the stock tool over the root and every child, "with our rules" the same with ``-a generator.rules``, and
"prove" the matrix alone. What our rules add is the difference of the first two. Aim: a quarter of cfn-lint's own time.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from build import HERE, LARGEST, PROJECT, app


def cpu(folder: Path, *arguments: object) -> float:
    """Run a program of this interpreter, and give the seconds of processor time that it and its children took."""
    environment = os.environ | {
        "PYTHONPATH": f"{PROJECT}{os.pathsep}{HERE}",
        "PYTHONDONTWRITEBYTECODE": "",  # each program is compiled once, in the round that is not counted
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        "XDG_CACHE_HOME": str(folder / "cache"),
    }
    command = [sys.executable, *map(str, arguments)]
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed ({process.returncode}): {' '.join(command)[:300]}")
    return usage.ru_utime + usage.ru_stime


def build(folder: Path, services: int) -> list[Path]:
    """Write the templates of an app with so many services, and give them, the root first."""
    config, output = folder / "app.yaml", folder / "out"
    config.write_text(app(services), encoding="utf-8")
    if services > LARGEST:
        cpu(folder, "-m", "emit", config, PROJECT / "templates", output)
    else:
        arguments = ["--config", config, "--templates", PROJECT / "templates", "--output", output, "--env", "dev"]
        cpu(folder, "-m", "generator", "build", *arguments, "--no-lint")
    files = sorted((output / "dev").glob("*.yaml"))
    return sorted(files, key=lambda path: path.name != "root.yaml")


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[2, 20, 200], metavar="N", help="services (2 20 200)")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="processes of each program (3)")
    options = parser.parse_args()
    print("services  templates   cfn-lint  with our rules  ours / its own      prove  prove / cfn-lint")
    with TemporaryDirectory(prefix="benchmark-") as scratch:
        for size in options.sizes:
            folder = Path(scratch) / str(size)
            folder.mkdir()
            files = build(folder, size)
            lint = [
                "-c",
                "from cfnlint.runner import main; main()",
                "--regions",
                "us-east-1",
                "--non-zero-exit-code",
                "none",
            ]
            stock, ours, prove = [], [], []
            cpu(folder, *lint, "-a", "generator.rules", "--", *files)
            for _ in range(options.runs):
                stock.append(cpu(folder, *lint, "--", *files))
                ours.append(cpu(folder, *lint, "-a", "generator.rules", "--", *files))
                prove.append(cpu(folder, "-m", "generator", "prove", files[0], "--format", "json"))
            added = median((both - alone) / alone for both, alone in zip(ours, stock, strict=True))
            proof = median(mine / alone for mine, alone in zip(prove, stock, strict=True))
            print(
                f"{size:8} {len(files):10} {median(stock):10.2f} {median(ours):15.2f} {added:15.2f} "
                f"{median(prove):10.2f} {proof:17.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
