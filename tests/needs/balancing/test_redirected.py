"""Redirects to a port of the load balancer itself: something has to listen there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.edited import edited

AWAY = (
    "{Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref Balancer, Port: 8081, Protocol: "
    "HTTP, DefaultActions: [{Type: redirect, RedirectConfig: {StatusCode: HTTP_301, %s}}]}}"
)
NEED = "load balancer Balancer"


@pytest.mark.parametrize(
    ("config", "word"),
    [
        ("Port: '80'", ""),
        ("Port: '80', Protocol: HTTP, Host: '#{host}'", ""),
        ("Path: /elsewhere", ""),
        ("Protocol: HTTPS, Port: '443', Host: shop.example.com", ""),
        ("Protocol: HTTPS, Port: !Ref AWS::NoValue, Host: !ImportValue host", ""),
        ("Protocol: HTTPS, Port: '443'", "to port 443 of Balancer, where it has no listener"),
        ("Port: '8443'", "to port 8443 of Balancer, where it has no listener"),
        ("Protocol: HTTPS", "to HTTPS on port 8081 of Balancer, which speaks HTTP"),
        ("Protocol: HTTPS, Port: '80'", "to HTTPS on port 80 of Balancer, which speaks HTTP"),
    ],
)
def test_where_a_redirect_leads(tmp_path: Path, config: str, word: str) -> None:
    result = edited(tmp_path, "balanced", {"Away": AWAY % config})
    assert result.verdict(NEED) == ("unknown" if word else "yes")
    assert word in result.because(NEED)


@pytest.mark.parametrize("of", ["!ImportValue balancer", "!Ref AWS::StackId"])
def test_a_listener_that_may_be_of_it(tmp_path: Path, of: str) -> None:
    other = AWAY.replace("8081", "8082").replace("!Ref Balancer", of) % "Path: /x"
    result = edited(tmp_path, "balanced", {"Away": AWAY % "Port: '8443'", "Other": other})
    assert "where it has no listener" not in result.because(NEED)
