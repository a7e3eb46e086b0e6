"""explain: what a message or a rule id means."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.cli.common import Parser, say

if TYPE_CHECKING:
    from generator.explain import Explanation

EXAMPLES = """\
  python -m generator explain ECS050                        # a rule
  python -m generator explain "CannotPullContainerError: i/o timeout"
  aws ecs describe-tasks ... | python -m generator explain -"""


def options(parser: Parser) -> None:
    """Take a text and a format."""
    parser.add_argument("text", nargs="+", metavar="RULE_ID|MESSAGE", help="what to explain; - reads standard input")
    parser.add_argument("--format", choices=["text", "json"], default="text", help="for people or for programs (text)")


def run(options: argparse.Namespace) -> int:
    """What a message of ECS, a log, or a rule id means: causes, checks, fix."""
    from generator.explain import PART_OF_ID, RULE_ID, STOCK_ID, explain, pasted
    from generator.report.explain_text import shown

    text = pasted(options.text)
    if STOCK_ID.fullmatch(text.strip().upper()):
        explanation = _stock(text.strip().upper())
    elif RULE_ID.search(text.upper()) or PART_OF_ID.fullmatch(text.strip().upper()):
        from generator.checks.registry import checks  # of no use without a check's id

        explanation = explain(text, checks())
    else:
        explanation = explain(text)
    print(shown(explanation, options.format), end="")
    if not explanation:
        say(f"nothing known about this; {explanation.hint}")
    return 0 if explanation else 1


def _stock(name: str) -> Explanation:
    """What cfn-lint says of a rule of its own."""
    from generator.cache import default_cache
    from generator.explain import Stock, explain
    from generator.lint.stock_rules import stock_rules

    found = stock_rules([name], default_cache())
    told = tuple(Stock(id_, rule.title, rule.description, rule.source) for id_, rule in found.items())
    return replace(explain(name), stock=told)
