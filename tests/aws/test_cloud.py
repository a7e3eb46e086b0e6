"""All clients of a deployment are one caller's, until credentials are read anew."""

from __future__ import annotations

import pytest

from generator.aws.cloud import Cloud


def key(cloud: Cloud, service: str) -> str:
    """The access key that a service's client signs with."""
    return str(cloud.client(service)._request_signer._credentials.access_key)


def test_credentials_are_found_once_and_anew_when_they_are_renewed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two services of one run never see two callers, whatever the environment says meanwhile."""
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "first")
    cloud = Cloud("us-east-1")
    assert key(cloud, "sts") == "first"
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "second")
    assert key(cloud, "cloudformation") == "first"
    cloud.renew()
    assert [key(cloud, "sts"), key(cloud, "cloudformation")] == ["second", "second"]
