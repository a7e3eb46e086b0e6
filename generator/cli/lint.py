"""lint: cfn-lint and our rules over whole stacks."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.common import Parser, failed, say, whole_options
from generator.cli.piped import given
from generator.errors import InputError, Problem, did_you_mean
from generator.hints import program

if TYPE_CHECKING:
    from generator.analysis import Analysis
    from generator.lint.baseline import Compared
    from generator.lint.fix.mend import Mended
    from generator.lint.roots import Root
    from generator.lint.wholes import Linted

EXAMPLES = """\
  python -m generator lint                                  # what build wrote
  python -m generator lint infra/ --format sarif            # every root template below a folder
  python -m generator lint infra/root.yaml --parameters prod.json
  python -m generator lint infra/ --baseline known.json --write-baseline    # accept what is there; afterwards:
  python -m generator lint infra/ --baseline known.json     # only what is new is shown, and fails
  python -m generator lint --changed infra/network.yaml     # only the roots that nest this file
  python -m generator lint infra/ --diff                    # what --fix would change, and nothing else happens
  python -m generator lint infra/ --fix                     # change it: prints the diff, and what is left
  python -m generator lint --stacks stacks.yaml             # sibling stacks, wherever they stand
  cat root.yaml | python -m generator lint - --format json  # for programs: docs/programs.md"""


def options(parser: Parser) -> None:
    """Take templates, a format, and what is accepted."""
    whole_options(parser)
    formats = ("text", "json", "sarif", "junit", "github")
    parser.add_argument("--format", choices=formats, default="text", help="for people or for programs (text)")
    what = "findings that are accepted for now: others alone are shown, and fail"
    parser.add_argument("--baseline", metavar="FILE", help=what)
    what = "accept everything that is found now: write it into the file of --baseline"
    parser.add_argument("--write-baseline", action="store_true", help=what)
    what = "leave out a rule, or all whose ids begin so, such as W or ECS05; may be given again"
    parser.add_argument("--ignore", metavar="RULE", action="append", default=[], help=what)
    parser.add_argument("--strict", action="store_true", help="exit 1 on warnings too")
    what = "mend what has one smallest edit: print it as a diff, write it, and show what is left"
    parser.add_argument("--fix", action="store_true", help=what)
    what = "print what --fix would write, as a diff, and write nothing; exit 1 if there is anything"
    parser.add_argument("--diff", action="store_true", help=what)
    what = "look only at the root templates that are one of these files or nest one, as a hook before a commit does"
    parser.add_argument("--changed", nargs="+", metavar="FILE", action="extend", default=[], help=what)


def run(options: argparse.Namespace) -> int:
    """Find what keeps tasks from starting, in root templates and everything they nest; and what cfn-lint finds."""
    from generator.cache import default_cache
    from generator.lint import baseline
    from generator.lint.changed import concerned
    from generator.lint.wholes import lint_paths
    from generator.report.waiting import Waiting

    if options.write_baseline and not options.baseline:
        problem = Problem((), "needs the file to write to", hint="add --baseline FILE", where="--write-baseline")
        raise InputError([problem])
    if options.changed:
        if "-" in options.paths:
            raise InputError([Problem((), "is looked at whole", accepted="- without --changed", where="-")])
        options.paths = concerned([Path(path) for path in options.paths or ["."]], list(map(Path, options.changed)))
        if not options.paths:
            return 0
    if (options.fix or options.diff) and "-" in options.paths:
        raise InputError([Problem((), "has no file to edit", accepted="paths", where="-")])
    with given(options) as (paths, parameters, stacks):
        if options.fix or options.diff:
            mended = _mended(options, paths, parameters, stacks)
            if options.diff:
                return 1 if mended.after else 0
        with Waiting() as waiting:
            result = lint_paths(paths, default_cache(), parameters, stacks, waiting.step)
        found = tuple(each for each in result.findings if not each.rule.startswith(tuple(options.ignore)))
        _say_strangers(options.ignore, [each.rule for each in result.findings])
        if options.write_baseline:
            count = baseline.write(Path(options.baseline), found)
            many = "1 finding is" if count == 1 else f"{count} findings are"
            say(f"{options.baseline}: {many} accepted from now on")
            return failed(result.crashes, options) if result.crashes else 0
        if options.baseline:
            compared = baseline.compare(Path(options.baseline), found)
            found = compared.new
            if options.format == "text":
                say(_held_against(options.baseline, compared))
        print(_shown(replace(result, findings=found), options.format), end="")
    if result.crashes:
        return failed(result.crashes, options)
    failing = ("error", "warning") if options.strict else ("error",)
    return 1 if any(finding.severity in failing for finding in found) else 0


def _say_strangers(ignored: list[str], found: list[str]) -> None:
    """Say which rules that are ignored are none, ours or cfn-lint's: a slip would leave nothing out."""
    from generator.cache import default_cache
    from generator.checks.registry import checks
    from generator.lint.stock_rules import stock_rules

    for word in ignored:
        if any(each.startswith(word) for each in (*found, *checks())) or stock_rules([word], default_cache()):
            continue
        hint = did_you_mean(word.upper(), checks()) or f"`{program()} rules` lists ours"
        say(f"--ignore {word}: no finding here has such a rule, and neither ecs-proof nor cfn-lint knows it; {hint}")


def _mended(options: argparse.Namespace, paths: list[Path], parameters: dict[str, str], stacks: Path | None) -> Mended:
    """Show the edits as a diff, and write them unless only the diff is asked for."""
    from generator.lint.fix.mend import Mender
    from generator.lint.fix.write import write
    from generator.lint.wholes import analysed
    from generator.output.folder import replace as at_once
    from generator.report.waiting import Waiting

    with Waiting() as waiting:
        wholes = list(analysed(paths, parameters, stacks, waiting.step))
        _refuse_built(wholes, options)
        folders = [path for path in paths if path.is_dir()] + [root.path.parent for root, _ in wholes]
        within = tuple(folder.resolve() for folder in folders)
        mended = Mender(wholes, parameters, stacks, tuple(options.ignore), waiting.step, within).mend()
    if not options.diff:
        write(mended.before, mended.after, at_once)
    # On standard error, where a format for programs is asked for.
    print(mended.diff, end="", file=sys.stdout if options.diff or options.format == "text" else sys.stderr)
    say(_told(mended, "would go" if options.diff else "mended"))
    return mended


def _told(mended: Mended, word: str) -> str:
    files = sorted({os.path.relpath(each.source) for each in mended.outside})
    outside = f"; not edited, for it is outside of what was named: {', '.join(files)}" if files else ""
    gone, undone = len(mended.gone), len(mended.undone)
    more = f"; of {undone} more no edit was certain" if undone else ""
    return f"{gone} finding{'' if gone == 1 else 's'} {word}{more}{outside}"


def _refuse_built(wholes: list[tuple[Root, Analysis]], options: argparse.Namespace) -> None:
    """What build writes is never edited: the next build would write the same mistake again."""
    built = [root.name for root, _ in wholes if (root.path.parent / "deploy.json").is_file()]
    if built and options.fix:
        hint = "change app.yaml or templates/, where build names the line, and build"
        raise InputError([Problem((), "is written by build", hint=hint, where=name) for name in built])


def _held_against(file: str, compared: Compared) -> str:
    said = f"{compared.known} of the findings are known in {file} and not shown"
    if compared.gone:
        said += f"; {compared.gone} of those in it are no longer there: add --write-baseline to forget them"
    return said


def _shown(result: Linted, form: str) -> str:
    from generator import __version__
    from generator.cache import default_cache
    from generator.checks.registry import checks
    from generator.lint.stock_rules import stock_rules
    from generator.report import findings, junit, sarif
    from generator.report.style import terminal_style

    match form:
        case "json":
            return findings.as_json(result.findings, result.templates)
        case "sarif":
            ours = checks()
            stock = stock_rules({each.rule for each in result.findings} - ours.keys(), default_cache())
            return sarif.sarif(result.findings, ours, __version__, stock)
        case "junit":
            return junit.junit(result.findings, result.templates)
        case "github":
            return findings.github(result.findings)
    return findings.text(result.findings, result.templates, terminal_style(), result.unknown)
