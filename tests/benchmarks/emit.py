"""Build one app without limits and without the command line, for sizes that AWS would refuse."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.build import steps
from generator.cache import default_cache
from generator.output import folder


def main() -> None:
    """Build the dev environment, lint it if asked to, and write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("config", type=Path)
    parser.add_argument("templates", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--lint", action="store_true", help="lint before writing, as the build verb does")
    options = parser.parse_args()
    built = steps.build(options.config, options.templates, ["dev"], enforce_limits=False)
    if options.lint:
        findings = steps.lint(built, default_cache())  # what is too large for AWS is found here too, and no matter
        print(f"{len(findings)} findings")
    for each in built:
        folder.write(options.output / each.folder, each.texts)


if __name__ == "__main__":
    main()
