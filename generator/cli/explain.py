"""explain: what a message or a rule id means."""

from __future__ import annotations

import argparse

from generator.cli.common import Parser, say

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
    from generator.explain import RULE_ID, explain, pasted
    from generator.report.explain_text import shown

    text = pasted(options.text)
    if RULE_ID.search(text.upper()):
        from generator.checks.registry import checks  # of no use without a check's id

        explanation = explain(text, checks())
    else:
        explanation = explain(text)
    print(shown(explanation, options.format), end="")
    if not explanation:
        say(f"nothing known about this; {explanation.hint}")
    return 0 if explanation else 1
