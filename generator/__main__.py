"""The command line: one function per verb, each thin."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from generator.errors import InputError, Problem

EXIT_CODES = """\
exit codes: 0 done, or nothing to do; 1 findings, or --check found stale files; 2 wrong usage or invalid input
(nothing was written); 130 interrupted. Nothing here talks to AWS or needs credentials."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and give its exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except InputError as error:
        _say(str(error))
        code = 2
    except BrokenPipeError:
        sys.stderr.close()
        code = 1
    except KeyboardInterrupt:
        _say("interrupted; nothing was left half-written")
        code = 130
    return code


def _build(options: argparse.Namespace) -> int:
    """app.yaml -> output/<env>/: nested CloudFormation templates."""
    from generator import pipeline
    from generator.lint import default_cache
    from generator.output import folder

    config = Path(options.config)
    default = Path("output")
    target = Path(options.output or default)
    if options.set and target.resolve() == default.resolve():
        _refuse_unreviewed(options)
    templates = _templates(options)
    built = pipeline.build(config, templates, options.env or (), options.set or ())
    if not options.no_lint:
        findings = pipeline.lint(built, default_cache())
        for finding in findings:
            print(f"{target}/{finding}")
        if any(finding.severity == "error" for finding in findings):
            _say(f"cfn-lint refuses what templates/ made: nothing was written to {target}")
            return 1
    gone = (
        [] if options.env else folder.abandoned(target, [each.folder for each in built], built[0].composition.app.name)
    )
    if options.check:
        lines = [
            line for each in built for line in folder.diff(target / each.folder, each.texts, f"{target}/{each.folder}")
        ]
        lines += [f"{path}: belongs to no environment of {config}" for path in gone]
        for line in lines:
            print(line)
        if lines:
            _say(f"{target} is stale; run: python -m generator build")
        return 1 if lines else 0
    for each in built:
        changed = folder.write(target / each.folder, each.texts)
        resources = sum(len(body["Resources"]) for body in each.composition.bodies.values())
        written = len(each.texts.keys() & set(changed))
        removed = f", {len(changed) - written} removed" if len(changed) > written else ""
        state = f"{written} of {len(each.texts)} files written{removed}" if changed else "unchanged"
        print(f"{target}/{each.folder}: {len(each.texts) - 1} templates, {resources} resources, {state}")
    folder.remove(gone)
    for path in gone:
        print(f"{path}: removed, it belongs to no environment of {config}")
    return 0


def _refuse_unreviewed(options: argparse.Namespace) -> None:
    """Refuse --set into the reviewed output, unless app.yaml says the same."""
    from generator import pipeline

    config, templates, wanted = Path(options.config), _templates(options), options.env or ()
    said = pipeline.build(config, templates, wanted)
    asked = pipeline.build(config, templates, wanted, options.set)
    if [each.texts for each in said] != [each.texts for each in asked]:
        hint = "change app.yaml, or choose another folder with --output"
        what = "would put a value into output/ that app.yaml does not say"
        raise InputError([Problem((), what, hint=hint, where=f"--set {options.set[0]}")])


def _templates(options: argparse.Namespace) -> Path:
    """Give the folder of template modules: the one named, the one beside app.yaml, or the starter's."""
    from generator.starter import templates

    if options.templates:
        return Path(options.templates)
    beside = Path(options.config).parent / "templates"
    return beside if beside.is_dir() else templates()


def _schema(options: argparse.Namespace) -> int:
    """JSON Schema of app.yaml, for editors."""
    import json

    from generator.compose.modules import load
    from generator.config.schema import schema
    from generator.report.configuration import markdown

    modules = load(_templates(options))
    made = schema(modules)
    print(json.dumps(made, indent=2) if options.format == "json" else markdown(made, modules), end="")
    return 0


def _init(options: argparse.Namespace) -> int:
    """Write a starter app.yaml and templates/ into a folder."""
    from generator.starter import copy

    for path in copy(Path(options.folder)):
        print(path)
    print(f"next: cd {options.folder} && python -m generator build")
    return 0


def _explain(options: argparse.Namespace) -> int:
    """What a message of ECS, a log, or a rule id means: causes, checks, fix."""
    from generator.explain import explain, pasted
    from generator.report.explain_text import shown

    explanation = explain(pasted(options.text))
    print(shown(explanation, options.format), end="")
    if not explanation:
        _say(f"nothing known about this; {explanation.hint}")
    return 0 if explanation else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m generator",
        description="Turns app.yaml into nested CloudFormation templates whose ECS tasks can start.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verbs = parser.add_subparsers(title="verbs", required=True, metavar="VERB")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--config", default="app.yaml", metavar="FILE", help="the app's settings (app.yaml)")
    common.add_argument("--templates", metavar="DIR", help="template modules (templates/ beside the settings)")

    build = _verb(verbs, "build", _build, [common])
    build.add_argument("--env", nargs="+", metavar="NAME", action="extend", help="environments to build (all)")
    build.add_argument("--output", metavar="DIR", help="where to write (output/)")
    build.add_argument(
        "--set",
        metavar="KEY=VALUE",
        action="append",
        help="replace a setting for this run, such as services.web.image=web:2",
    )
    build.add_argument("--check", action="store_true", help="write nothing; show what is stale, exit 1 if anything is")
    build.add_argument("--no-lint", action="store_true", help="do not run cfn-lint")

    schema = _verb(verbs, "schema", _schema, [common])
    schema.add_argument(
        "--format", choices=("json", "markdown"), default="json", help="JSON Schema, or a page to read (json)"
    )
    init = _verb(verbs, "init", _init, [])
    init.add_argument("folder", nargs="?", default=".", metavar="DIR", help="where to write (here)")
    explain = _verb(verbs, "explain", _explain, [])
    explain.add_argument("text", nargs="+", metavar="RULE_ID|MESSAGE", help="what to explain; - reads standard input")
    explain.add_argument("--format", choices=["text", "json"], default="text", help="for people or for programs (text)")
    return parser


def _verb(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: object,
    parents: list[argparse.ArgumentParser],
) -> argparse.ArgumentParser:
    text = str(run.__doc__)
    verb = verbs.add_parser(
        name,
        help=text,
        description=text,
        parents=parents,
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    verb.set_defaults(run=run)
    return verb


def _say(text: str) -> None:
    """Talk to the person; data goes to standard output."""
    print(text, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
