"""What a build costs, next to a bare troposphere program that makes the same resources.

Every figure is the median of separate processes, their children included, that take turns, so that a busy machine
slows all of them alike: trust the ratios, not the seconds. A script, not a test: no result depends on the clock.

"emitting" loads app.yaml, builds, renders and writes the dev environment. "build" lints as well: cold with an empty
cache, unchanged, and with one service's image changed. Sizes that AWS would refuse are built with limits off.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from shutil import rmtree
from statistics import median
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
PROJECT = HERE.parent.parent
LARGEST = 50
"""Services that AWS limits allow one app of this shape."""
TYPE = re.compile(r'^ {4}Type: (AWS::\S+)$|^ *"Type": "(AWS::[^"]+)"', re.MULTILINE)
"""A resource's type, in our YAML and in troposphere's JSON."""


@dataclass
class Measured:
    """What the runs of one program cost."""

    cpu: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)

    @property
    def seconds(self) -> float:
        """The median of the processor time."""
        return median(self.cpu)

    def to(self, other: Measured) -> float:
        """The median ratio to another program, run by run."""
        return median(mine / theirs for mine, theirs in zip(self.cpu, other.cpu, strict=True))


class Bench:
    """The programs to compare, for one number of services, in a folder of their own."""

    def __init__(self, folder: Path, services: int) -> None:
        self.folder = folder
        self.services = services
        self.config = folder / "app.yaml"
        self.results: dict[str, Measured] = {}
        self.linted: dict[str, int] = {}
        folder.mkdir()

    def run(self, runs: int, lint: bool, yaml: bool) -> None:
        """Run every program so many times, in turns."""
        self.config.write_text(app(self.services), encoding="utf-8")
        for number in range(runs + 1):  # the first round fills bytecode and file caches, and is not counted
            rmtree(self.folder / "out", ignore_errors=True)
            self._measure("naive", ["-m", "naive", self.services, self.folder / "naive"], bool(number))
            self._measure("emitting", self._build(lint=False), bool(number))
            if yaml:
                target = self.folder / "naive-yaml"
                self._measure("naive yaml", ["-m", "naive", self.services, target, "--yaml"], bool(number))
        for _ in range(runs if lint else 0):
            rmtree(self.folder / "cache", ignore_errors=True)
            rmtree(self.folder / "out", ignore_errors=True)
            self.config.write_text(app(self.services), encoding="utf-8")
            self._count("cold", lambda: self._measure("cold", self._build(lint=True)))
            self._count("unchanged", lambda: self._measure("unchanged", self._build(lint=True)))
            self.config.write_text(app(self.services, version="v2", changed=1), encoding="utf-8")
            self._count("one changed", lambda: self._measure("one changed", self._build(lint=True)))

    def types(self, folder: str) -> Counter[str]:
        """Count the resources of each type in a folder of templates."""
        texts = [path.read_text("utf-8") for path in (self.folder / folder).iterdir()]
        return Counter(yaml or json for text in texts for yaml, json in TYPE.findall(text))

    def _build(self, lint: bool) -> list[object]:
        templates, output = PROJECT / "templates", self.folder / "out"
        if self.services > LARGEST:
            return ["-m", "emit", self.config, templates, output, *(["--lint"] if lint else [])]
        arguments = ["-m", "generator", "build", "--config", self.config, "--templates", templates, "--output", output]
        return [*arguments, "--env", "dev", *([] if lint else ["--no-lint"])]

    def _measure(self, name: str, arguments: list[object], counts: bool = True) -> None:
        environment = os.environ | {
            "PYTHONPATH": f"{PROJECT}{os.pathsep}{HERE}",
            "PYTHONDONTWRITEBYTECODE": "",  # every program is compiled once, in the round that is not counted
            "PYTHONPYCACHEPREFIX": str(self.folder / "bytecode"),
            "XDG_CACHE_HOME": str(self.folder / "cache"),
        }
        command = [sys.executable, *map(str, arguments)]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)  # what getrusage says of this child and its own children
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"failed: {' '.join(command)}")
        if counts:
            measured = self.results.setdefault(name, Measured())
            measured.cpu.append(usage.ru_utime + usage.ru_stime)
            measured.megabytes.append(usage.ru_maxrss / 1024)

    def _count(self, name: str, run: Callable[[], None]) -> None:
        """Count the verdicts that a run adds to the cache: it linted so many files."""
        before = self._verdicts()
        run()
        self.linted[name] = self._verdicts() - before

    def _verdicts(self) -> int:
        return sum(path.is_file() for path in (self.folder / "cache").rglob("*"))


def app(services: int, version: str = "v1", changed: int = 0) -> str:
    """Write an app.yaml whose services all use the database, and each calls the one before it."""
    lines = ["name: bench", "region: us-east-1", "database: {}", "environments: {dev: {}}", "services:"]
    for number in range(services):
        name = f"service-{number:03}"
        lines += [
            f"  {name}:",
            f"    image: {name}:{version if number < changed else 'v1'}",
            "    port: 3000",
            f"    route: {{path: /{name}/*}}",
            f"    health: {{path: /{name}, probe: node}}",
            "    uses: [database]",
        ]
        lines += [f"    calls: [service-{number - 1:03}]"] if number else []
    return "\n".join(lines) + "\n"


def report(bench: Bench) -> None:
    """Print one line a program."""
    results = bench.results
    naive, emitting = results["naive"], results["emitting"]
    _line(bench, "naive, to_json", naive)
    if "naive yaml" in results:
        _line(bench, "naive, to_yaml", results["naive yaml"], f"{results['naive yaml'].to(naive):.2f} x naive")
    _line(bench, "emitting", emitting, f"{emitting.to(naive):.2f} x naive")
    for name in ("cold", "unchanged", "one changed"):
        if name in results:
            ratio = f"{results[name].to(results['cold']):.3f} x cold, {bench.linted[name]} linted"
            _line(bench, f"build, {name}", results[name], ratio)
    theirs, ours = bench.types("naive"), bench.types("out/dev")
    if theirs != ours:
        print(f"not the same resources: naive has {theirs - ours} more, the generator {ours - theirs}")


def _line(bench: Bench, what: str, measured: Measured, ratio: str = "") -> None:
    peak = median(measured.megabytes)
    print(f"{bench.services:8}  {what:20} {measured.seconds:8.3f} {peak:8.0f}   {ratio}")


def main() -> None:
    """Measure each size, and what each further service costs: growth is linear when that does not rise."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[2, 20, 200], metavar="N", help="services (2 20 200)")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="processes of each program (5)")
    parser.add_argument("--no-lint", action="store_true", help="leave out what lints, which takes longest")
    options = parser.parse_args()
    print("services  program                 CPU s  peak MB")
    benches = []
    with TemporaryDirectory(prefix="benchmark-") as folder:
        for size in options.sizes:
            bench = Bench(Path(folder) / str(size), size)
            bench.run(options.runs, lint=not options.no_lint, yaml=size <= LARGEST)
            report(bench)
            benches.append(bench)
    for before, after in pairwise(benches):
        for name in [each for each in before.results if each in after.results]:
            more = after.results[name].seconds - before.results[name].seconds
            each = 1000 * more / (after.services - before.services)
            print(f"{before.services:3} -> {after.services:3}  {name:20} {each:8.2f} ms for each further service")


if __name__ == "__main__":
    main()
