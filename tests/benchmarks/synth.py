"""What a build costs, next to ``cdk synth`` of the same architecture: needs Node, and npm fetches CDK on the first run.

Every figure is the median of separate processes, their children included, that take turns, so that a busy machine
slows all of them alike: trust the ratios, not the seconds. A script, not a test: no result depends on the clock.

"cdk synth" is the tool as shipped, which validates what it makes; "bare" is without that validation. "build" proves
and lints with an empty cache, "unchanged" does with everything known, and "emitting" is a build of what is known to
be proven that does not lint. More services than AWS allows one app (50) are built without a proof.

Aims: build 1.0 of cdk synth at 2 and 20 services and 3.0 at 200, unchanged 0.05 of it, emitting 0.125 of bare.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile

from build import HERE, Bench, Measured

_SHOWN = 30
"""Lines of a program that failed, the last ones, that are shown."""


def install(folder: Path) -> None:
    """Have npm put CDK beside a copy of its app, unless it is there already."""
    shutil.copytree(HERE / "cdk", folder, dirs_exist_ok=True)
    if not (folder / "node_modules").is_dir():
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--silent"], cwd=folder, check=True)


def synth(folder: Path, services: int, validated: bool) -> float:
    """Give the seconds of processor time that CDK took."""
    shutil.rmtree(folder / "out", ignore_errors=True)
    bare = [] if validated else ["--no-validation"]
    command = ["node_modules/.bin/cdk", "synth", "--quiet", "--app", "node app.js", "--output", "out", *bare]
    return _cpu(command, folder, os.environ | {"SERVICES": str(services), "CDK_DISABLE_CLI_TELEMETRY": "1"})


def _cpu(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> float:
    with TemporaryFile() as said:
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            end = "\n".join(said.read().decode(errors="replace").splitlines()[-_SHOWN:])
            raise SystemExit(f"{end}\nfailed ({process.returncode}) in {folder}: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime


def compare(cdk: Path, bench: Bench, runs: int) -> None:
    """Run all of them in turns, and print a line."""
    shipped, bare = Measured(), Measured()
    for _ in range(runs):
        bench.run(1, lint=True, yaml=False)
        shipped.cpu.append(synth(cdk, bench.services, validated=True))
        bare.cpu.append(synth(cdk, bench.services, validated=False))
    cold, unchanged, emitting = (bench.results[name] for name in ("cold", "unchanged", "emitting"))
    print(
        f"{bench.services:8} {shipped.seconds:9.2f} {bare.seconds:6.2f} {cold.seconds:7.2f} "
        f"{cold.to(shipped):12.2f} {unchanged.to(shipped):16.3f} {emitting.to(bare):15.3f}",
        flush=True,
    )


def main() -> None:
    """Measure each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[2, 20, 200], metavar="N", help="services (2 20 200)")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="processes of each program (3)")
    parser.add_argument("--cdk", type=Path, metavar="DIR", help="where to keep CDK for the next run (nowhere)")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="benchmark-") as folder:
        cdk = (options.cdk or Path(folder) / "cdk").resolve()
        install(cdk)
        print("services cdk synth   bare   build build/synth  unchanged/synth   emitting/bare")
        for size in options.sizes:
            compare(cdk, Bench(Path(folder) / str(size), size), options.runs)


if __name__ == "__main__":
    main()
