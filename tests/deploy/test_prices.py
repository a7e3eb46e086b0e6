"""``cost --refresh``: what is kept, and what stays when nothing comes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.__main__ import main
from generator.aws import prices
from generator.aws.calls import UnreachableError
from generator.cost import book
from generator.deploy.prices import refresh
from generator.errors import InputError
from tests.aws.test_prices import ENDPOINT, REGION, answering, offer, quiet


def answer(monkeypatch: pytest.MonkeyPatch, *rows: dict[str, str]) -> None:
    monkeypatch.setattr(prices, "_fetch", answering({"AmazonVPC": offer(*rows)}))


def test_what_is_found_is_kept_with_source_and_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(monkeypatch, ENDPOINT)
    said: list[str] = []
    kept = refresh(REGION, said.append, tmp_path / "new")
    found = book(REGION, tmp_path / "new")
    assert found.rates["endpoint/hour"].price == 0.011
    assert "published 2026-11-20" in found.source
    assert found.date[:2] == "20"
    assert list(kept.parent.iterdir()) == [kept]
    assert any("nat/hour" in line for line in said)


@pytest.mark.parametrize("fails", ["unreachable", "empty"])
def test_what_was_kept_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str) -> None:
    answer(monkeypatch, ENDPOINT)
    before = refresh(REGION, quiet, tmp_path).read_text()
    answer(monkeypatch)
    if fails == "unreachable":

        def broken(_: str) -> None:
            raise UnreachableError("no way")

        monkeypatch.setattr(prices, "_fetch", broken)
    with pytest.raises(InputError):
        refresh(REGION, quiet, tmp_path)
    assert (tmp_path / f"{REGION}.json").read_text() == before


def test_a_region_that_was_refused_is_priced_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    root, parameters = tmp_path / "root.yaml", tmp_path / "parameters.json"
    endpoint = {"VpcEndpointType": "Interface", "ServiceName": f"com.amazonaws.{REGION}.logs", "SubnetIds": ["a", "b"]}
    root.write_text(json.dumps({"Resources": {"It": {"Type": "AWS::EC2::VPCEndpoint", "Properties": endpoint}}}))
    parameters.write_text(json.dumps({"AWS::Region": REGION}))
    arguments = ["cost", str(root), "--parameters", str(parameters), "--format", "json"]
    assert main(arguments) == 2
    assert "cost --refresh" in capsys.readouterr().err
    answer(monkeypatch, ENDPOINT)
    assert main([*arguments, "--refresh"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["environments"][root.as_posix()]["monthly"] == round(2 * 730 * 0.011, 2)
    assert main(arguments) == 0
