"""cost: what stacks cost a month."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from generator.cli.common import Parser, say
from generator.errors import InputError, Problem, did_you_mean
from generator.hints import program

if TYPE_CHECKING:
    from generator.cost import Estimate, Usage
    from generator.lint.roots import Root
    from generator.report.waiting import Waiting

_DEFAULT = Path("output")
EXAMPLES = """\
  python -m generator cost                                  # every environment that build wrote
  python -m generator cost --env prod --gb 100 1000         # endpoints against NAT at so many GB a month
  python -m generator cost infra/root.yaml --usage usage.yaml --format markdown
  python -m generator cost --refresh                        # look prices up in AWS's public price list"""


def options(parser: Parser) -> None:
    """Take a root template, environments, what is used, and a format."""
    parser.add_argument("path", nargs="?", metavar="PATH", help="root template, or folder of them (output/)")
    parser.add_argument("--env", nargs="+", metavar="NAME", action="extend", help="environments to price (all)")
    what = "compare endpoints with NAT gateways at so many GB a month"
    parser.add_argument("--gb", nargs="+", metavar="N", type=_amount, action="extend", default=[], help=what)
    parser.add_argument("--usage", metavar="FILE", help="what is used in a month: {key: amount}, see docs/cost.md")
    parser.add_argument("--parameters", metavar="FILE", help="values of the root's parameters: {Name: value}")
    what = "first look the prices of these Regions up in AWS's public price list; needs the network, no credentials"
    parser.add_argument("--refresh", action="store_true", help=what)
    formats = ("text", "json", "markdown")
    parser.add_argument(
        "--format", choices=formats, default="text", help="for whom: people (text), programs, pull requests"
    )


def run(options: argparse.Namespace) -> int:
    """What stacks cost a month, by resource; endpoints against NAT gateways; what is paid by use."""
    from generator.cost import read_usage
    from generator.lint.roots import roots
    from generator.report.cost_data import as_json
    from generator.report.cost_markdown import markdown
    from generator.report.cost_text import text
    from generator.report.style import terminal_style
    from generator.report.waiting import Waiting

    path = Path(options.path) if options.path else _DEFAULT
    if not options.path and not path.exists():
        hint = f"name a template or folder, or run: {program()} build"
        raise InputError([Problem((), "there is no such folder", hint=hint, where=str(path))])
    wanted = _environments(roots([path]), options.env or ())
    usage = read_usage(Path(options.usage)) if options.usage else None
    with Waiting() as waiting:
        estimates = _estimates(wanted, usage, options, waiting)
    match options.format:
        case "json":
            made = as_json(estimates, options.gb)
        case "markdown":
            made = markdown(estimates, options.gb)
        case _:
            made = text(estimates, options.gb, terminal_style())
    print(made, end="")
    return 0


def _amount(text: str) -> float:
    try:
        amount = float(text)
    except ValueError:
        amount = -1
    if not 0 <= amount < 1e12:
        raise argparse.ArgumentTypeError(f"{text} is not an amount of GB")
    return amount


def _environments(found: list[Root], names: list[str] | tuple[()]) -> dict[str, Root]:
    """The roots by their environments, or as they were given where nothing says which one they are for."""
    known = {_environment(root): root for root in found}
    if missing := [name for name in names if name not in known]:
        hint = did_you_mean(missing[0], known) or f"there is {', '.join(known)}"
        raise InputError([Problem((), "is no environment here", name, hint=hint) for name in missing])
    return {name: root for name, root in known.items() if not names or name in names}


def _environment(root: Root) -> str:
    try:
        name = json.loads((root.path.parent / "deploy.json").read_bytes()).get("environment")
    except (OSError, ValueError, AttributeError):
        return root.name
    return name if isinstance(name, str) else root.name


def _estimates(
    wanted: dict[str, Root], usage: Usage | None, options: argparse.Namespace, waiting: Waiting
) -> dict[str, Estimate]:
    from generator.cost import book, estimate
    from generator.ecs.network.home import Homes
    from generator.stack import load, read_parameters

    given = read_parameters(Path(options.parameters)) if options.parameters else {}
    graphs, homes = {}, {}
    for done, (name, root) in enumerate(wanted.items()):
        waiting.step(f"read {root.name}", done, len(wanted), "price")
        graph = load(root.path, root.parameters(dict(given)))
        if unread := [place for place in graph.opaque if place.kind == "root"]:
            raise InputError([Problem((), f"is not read: {unread[0].reason}", where=root.name)])
        certain = Homes(graph).certain()
        homes[name] = (certain.region if certain else Homes(graph).likely("")) or _ASSUMED
        if homes[name] == _ASSUMED and not certain:
            waiting.clear()
            say(
                f"{root.name} does not say its Region: priced as in {_ASSUMED} (another: --parameters with AWS::Region)"
            )
        graphs[name] = graph
    if options.refresh:
        from generator.deploy.prices import refresh

        waiting.clear()
        for region in dict.fromkeys(homes.values()):
            refresh(region, say)
    books = {region: book(region) for region in dict.fromkeys(homes.values())}
    estimates = {}
    for done, (name, graph) in enumerate(graphs.items()):
        waiting.step(f"price {wanted[name].name}", done, len(graphs))
        estimates[name] = estimate(graph, books[homes[name]], usage)
    return estimates


_ASSUMED = "us-east-1"
"""The Region whose prices are taken where nothing names one; said whenever it is."""
