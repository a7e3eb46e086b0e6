"""The prices of a Region."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.awsdata.prices import prices
from generator.cost import book
from generator.errors import InputError


def kept(folder: Path, region: str, content: object) -> None:
    (folder / f"{region}.json").write_text(json.dumps(content), encoding="utf-8")


def test_a_region_without_prices_is_refused_with_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"(?s)eu-west-1.*us-east-1.*cost --refresh"):
        book("eu-west-1", tmp_path)


def test_refreshed_prices_come_before_those_of_the_package(tmp_path: Path) -> None:
    kept(tmp_path, "us-east-1", {"source": "the list", "date": "2027-01-02", "prices": {"nat/hour": {"price": 0.5}}})
    found = book("us-east-1", tmp_path)
    assert found.rates["nat/hour"].price == 0.5
    assert found.rates["nat/gb"].price == prices("us-east-1")["nat/gb"].price
    assert found.date == "2027-01-02"
    assert "prices.yaml" in found.source


def test_a_region_is_known_once_it_is_refreshed(tmp_path: Path) -> None:
    then = [{"above": 10, "price": 0.001}]
    written = {"endpoint/gb": {"price": 0.011, "then": then}}
    kept(tmp_path, "eu-west-1", {"source": "the list", "date": "2027-01-02", "prices": written})
    found = book("eu-west-1", tmp_path)
    assert (found.source, set(found.rates)) == ("the list", {"endpoint/gb"})
    assert [(each.above, each.price) for each in found.rates["endpoint/gb"].then] == [(10, 0.001)]


@pytest.mark.parametrize("content", [[], {"prices": {}}, {"source": "", "date": "", "prices": {"nat/hour": {}}}])
def test_a_file_that_is_none_is_refused_by_its_name(tmp_path: Path, content: object) -> None:
    kept(tmp_path, "us-east-1", content)
    with pytest.raises(InputError, match=r"us-east-1\.json"):
        book("us-east-1", tmp_path)
