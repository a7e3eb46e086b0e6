"""The verb cost: for people, for programs, for pull requests."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.__main__ import main
from generator.report.cost_data import as_json
from generator.report.cost_markdown import markdown
from generator.report.cost_text import text
from generator.report.style import Style
from tests.cost.bills import priced
from tests.cost.test_egress import endpoints
from tests.cost.test_fargate import service

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _prices_of_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["cost", *arguments])
    told = capsys.readouterr()
    return code, told.out, told.err


def write(folder: Path, resources: dict[str, Any], name: str = "root.yaml") -> str:
    (folder / name).write_text(yaml.safe_dump({"Resources": resources}), encoding="utf-8")
    return str(folder / name)


def test_json_is_the_contract(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, str(ROOT / "output"), "--env", "dev", "prod", "--gb", "100", "--format", "json")
    data = json.loads(out)
    assert code == 0
    assert list(data["environments"]) == ["dev", "prod"]
    prod = data["environments"]["prod"]
    assert {"currency", "region", "monthly", "items", "per_gb", "not_included", "prices"} <= set(prod)
    (endpoint,) = [
        item for item in prod["items"] if item["resource"] == "Endpoints/LogsEndpoint" and not item["depends_on_use"]
    ]
    assert endpoint == {
        "resource": "Endpoints/LogsEndpoint", "what": "interface endpoint, 2 zones", "quantity": 1460, "unit": "hours",
        "unit_price": 0.01, "monthly": 14.6, "depends_on_use": False,
    }  # fmt: skip
    assert prod["monthly"] == pytest.approx(sum(item["monthly"] or 0 for item in prod["items"]), abs=0.01)
    assert prod["per_gb"]["endpoint-gb"] == 0.01
    assert set(prod["prices"]) == {"source", "date"}
    assert {"endpoints", "nat", "break_even_gb"} <= set(data["egress"])
    assert prod["egress"]["break_even_gb"] == 625.7
    assert prod["egress"]["at"] == [{"gb": 100, "endpoints": 59.4, "nat": 41.0}]


def test_what_is_not_known_is_null_and_says_why(tmp_path: Path) -> None:
    strategy = [{"CapacityProvider": "FARGATE_SPOT", "Weight": 1}]
    bill = priced(tmp_path, service(LaunchType=None, CapacityProviderStrategy=strategy))
    data = json.loads(as_json({"a": bill}, []))["environments"]["a"]
    assert (data["monthly"], data["unknown"]) == (0, 1)
    assert data["items"][0]["monthly"] is None
    assert "Spot" in data["items"][0]["unknown"]


@pytest.mark.parametrize("width", [60, 80])
def test_lines_stand_in_a_narrow_terminal(tmp_path: Path, width: int) -> None:
    strategy = [{"CapacityProvider": "FARGATE_SPOT", "Weight": 1}]
    spot = service(LaunchType=None, CapacityProviderStrategy=strategy)
    bill = priced(tmp_path, endpoints(2, 2) | spot | {"Broker": {"Type": "AWS::MSK::Cluster"}})
    lines = text({"a": bill}, [10.0, 1000.0], Style(width)).splitlines()
    assert [line for line in lines if len(line) > width] == []
    assert any(
        line.startswith("  interface endpoint, 2 zones") and line.endswith("1,460 hours x $0.01") for line in lines
    )
    assert any("AWS::MSK::Cluster (1)" in line for line in lines)
    assert any(line.startswith("1 not known") for line in lines)


def test_the_dearest_comes_first(tmp_path: Path) -> None:
    resources = {"A": {"Type": "AWS::KMS::Key"}} | endpoints(1, 2)
    lines = text({"a": priced(tmp_path, resources)}, [], Style(80)).splitlines()
    assert [line.split()[0] for line in lines if re.match(r"\S+ {2,}\$", line)] == ["Endpoint0", "A"]


def test_gb_are_compared(tmp_path: Path) -> None:
    told = text({"a": priced(tmp_path, endpoints(4, 2))}, [100.0, 1000.0], Style(80))
    assert "100 GB: endpoints $59.40, NAT $41.00: NAT" in told
    assert "1,000 GB: endpoints $68.40, NAT $81.50: endpoints" in told


def test_markdown_is_tables(tmp_path: Path) -> None:
    lines = markdown({"a": priced(tmp_path, endpoints(4, 2) | {"Key": {"Type": "AWS::KMS::Key"}})}, [10.0]).splitlines()
    assert lines[0] == "### a: $59.40 a month (us-east-1)"
    assert "| `Endpoint0` | interface endpoint, 2 zones | $14.60 |" in lines
    assert "| 10 | $58.50 | $36.95 |" in lines
    assert "- `Key`: calls, $0.03 per 10k calls" in lines


def test_anyones_root_is_priced_by_its_path(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write(tmp_path, {"Key": {"Type": "AWS::KMS::Key"}})
    code, out, err = run(capsys, root, "--format", "json")
    assert code == 0
    assert list(json.loads(out)["environments"]) == [Path(root).as_posix()]
    assert "does not say its Region: priced as in us-east-1" in err


def test_another_region_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    subnet = {"Type": "AWS::EC2::Subnet", "Properties": {"AvailabilityZone": "eu-central-1a"}}
    code, out, err = run(capsys, write(tmp_path, {"Subnet": subnet}))
    assert (code, out) == (2, "")
    assert "eu-central-1" in err
    assert "cost --refresh" in err


def test_usage_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "usage.yaml").write_text("kms-calls: 10\n")
    root = write(tmp_path, {"Key": {"Type": "AWS::KMS::Key"}})
    _, out, _ = run(capsys, root, "--usage", str(tmp_path / "usage.yaml"), "--format", "json")
    assert next(iter(json.loads(out)["environments"].values()))["monthly"] == 1.3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["gone.yaml"], "no such file"),
        (["output", "--env", "prd"], "prod"),
        (["output", "--usage", "gone.yaml"], "gone.yaml"),
    ],
)
def test_what_makes_no_sense_is_refused(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_a_root_that_cannot_be_read_is_no_bill_of_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "root.yaml").write_text("Resources: {It: {Type: AWS::KMS::Key\n")
    code, out, err = run(capsys, str(tmp_path / "root.yaml"))
    assert (code, out) == (2, "")
    assert "is not read" in err


@pytest.mark.parametrize("amount", ["-1", "lots", "nan"])
def test_gb_are_numbers(amount: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["cost", f"--gb={amount}"])
    assert "is not an amount of GB" in capsys.readouterr().err
