"""What private integrations and links of APIs do not take."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.callers.link_is_refused import LinkIsRefused
from generator.checks.examples import Edits, template
from generator.needs.context import Context
from generator.stack import load

URI = "Integration.IntegrationUri"
FIRST = "{Type: AWS::ApiGateway::VpcLink, Properties: {Name: shop, TargetArns: [!Ref Balancer]}}"


def messages(folder: Path, edits: Edits) -> list[str]:
    (folder / "root.yaml").write_text(template("routed", tuple(LinkIsRefused.good.items()), tuple(edits.items())))
    return [finding.message for finding in LinkIsRefused().find(Context(load(folder / "root.yaml")))]


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ({URI: "!Ref Balancer"}, "is Balancer, and a private integration"),
        ({URI: "!Ref Targets"}, "is Targets, and a private integration"),
        ({URI: "!Sub http://${Balancer.DNSName}"}, "an address, and a private integration"),
        ({"First": FIRST}, "leads to Balancer, an application load balancer"),
    ],
)
def test_what_is_refused(edits: Edits, words: str, tmp_path: Path) -> None:
    (message,) = messages(tmp_path, edits)
    assert words in message


@pytest.mark.parametrize(
    "edits",
    [
        {},
        {URI: "!ImportValue listener"},
        {"First": FIRST, "Balancer.Type": "network"},
        {URI: "!Sub http://${Balancer.DNSName}", "Integration.ConnectionId": None, "Integration.ConnectionType": None},
    ],
)
def test_what_is_taken(edits: Edits, tmp_path: Path) -> None:
    assert messages(tmp_path, edits) == []
