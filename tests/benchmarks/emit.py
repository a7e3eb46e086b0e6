"""Build one app without limits and without the command line, for sizes that AWS would refuse."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.build import steps, unchanged
from generator.cache import default_cache
from generator.output import folder


def main() -> None:
    """Build the dev environment, lint it if asked to, and write it; or find it unchanged."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("config", type=Path)
    parser.add_argument("templates", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--lint", action="store_true", help="lint before writing, as the build verb does")
    options = parser.parse_args()
    asked = unchanged.Asked(options.config, options.templates, options.output, ("emit", options.lint))
    if unchanged.said(asked, default_cache()) is None:
        build(asked, options.lint)


def build(asked: unchanged.Asked, lint: bool) -> None:
    """Do what the build verb does but for the proof; whatever cfn-lint finds too large for AWS is no matter here."""
    taken = unchanged.inputs(asked)
    built = steps.build(asked.config, asked.templates, ["dev"], enforce_limits=False)
    findings = steps.lint(built, default_cache()) if lint else []
    print(f"{len(findings)} findings")
    for each in built:
        folder.write(asked.output / each.folder, each.texts)
    unchanged.remember(asked, default_cache(), unchanged.Done(taken, built, None, "unchanged"))


if __name__ == "__main__":
    main()
