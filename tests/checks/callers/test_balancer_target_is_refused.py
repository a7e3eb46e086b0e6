"""Application load balancers that are targets of others."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.callers.balancer_target_is_refused import BalancerTargetIsRefused
from generator.checks.examples import Edits, template
from generator.needs.context import Context
from generator.stack import load

GOOD = tuple(BalancerTargetIsRefused.good.items())


def messages(folder: Path, edits: Edits) -> list[str]:
    (folder / "root.yaml").write_text(template("routed", GOOD, tuple(edits.items())))
    return [finding.message for finding in BalancerTargetIsRefused().find(Context(load(folder / "root.yaml")))]


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ({"Front.DependsOn": None}, "does not wait for Listener"),
        ({"Front.Port": "8080"}, "no listener of it has this port (there are: 80)"),
        ({"Front.Targets.0.Port": "443"}, "registers Balancer on 443"),
        ({"Front.Protocol": "HTTP"}, "Protocol of Front is HTTP"),
    ],
)
def test_what_is_refused(edits: Edits, words: str, tmp_path: Path) -> None:
    (message,) = messages(tmp_path, edits)
    assert words in message


@pytest.mark.parametrize(
    "edits",
    [
        {},
        {"Front.Targets": None, "Front.DependsOn": None},
        {"Front.Port": "8080", "Listener.Port": "!Ref Port", "Parameters.Port": "{Type: Number}"},
        {"Front.Port": "8080", "Outputs.Balancer": "{Value: !Ref Balancer}"},
    ],
)
def test_what_is_taken_or_not_known(edits: Edits, tmp_path: Path) -> None:
    assert messages(tmp_path, edits) == []
