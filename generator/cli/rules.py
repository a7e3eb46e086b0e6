"""rules: what is checked."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from generator.cli.common import Parser
from generator.errors import InputError, Problem

EXAMPLES = """\
  python -m generator rules
  python -m generator rules --format json
  python -m generator rules --write docs"""


def options(parser: Parser) -> None:
    """Take a format."""
    parser.add_argument("--format", choices=("text", "json", "markdown"), default="text", help="how to show it (text)")
    what = "write the pages instead: DIR/rules.md, one a topic in DIR/rules/, and the guides in DIR/guides/"
    parser.add_argument("--write", metavar="DIR", help=what)


def run(options: argparse.Namespace) -> int:
    """List the rules, with everything they say about themselves in JSON and Markdown."""
    from generator.checks.registry import checks, topics
    from generator.report import rules_page
    from generator.report.style import terminal_style

    if options.write:
        from generator.report.guides.pages import guides

        return _write(Path(options.write), {**rules_page.pages(topics()), **guides()})
    every = checks().values()
    match options.format:
        case "json":
            made = rules_page.as_json(every)
        case "markdown":
            made = rules_page.markdown(topics())
        case _:
            made = rules_page.text(every, terminal_style())
    print(made, end="")
    return 0


def _write(folder: Path, pages: Mapping[str, str]) -> int:
    """Write the pages, and remove those of topics that are gone."""
    try:
        for name, text in pages.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        for path in sorted((folder / "rules").glob("*.md")):
            if f"rules/{path.name}" not in pages:
                path.unlink()
    except OSError as error:
        raise InputError([Problem((), f"cannot be written: {error.strerror}", where=str(error.filename))]) from None
    return 0
