"""AWS's public price list, as it would answer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from generator.aws.calls import UnreachableError
from generator.aws.prices import Fetch, look_up
from generator.awsdata.prices import price_list

COLUMNS = (
    "SKU", "TermType", "StartingRange", "PricePerUnit", "Currency", "Product Family", "usageType", "Instance Type",
    "Database Engine", "Deployment Option", "License Model", "Cache Engine",
)  # fmt: skip
REGION = "eu-west-1"


def offer(*rows: dict[str, str]) -> str:
    """An offer file with these rows, of which each says only what differs."""
    usual = {"TermType": "OnDemand", "StartingRange": "0", "Currency": "USD"}
    lines = [
        '"FormatVersion","v1.0"',
        '"Disclaimer","for information, only"',
        '"Publication Date","2026-11-20T10:00:00Z"',
    ]
    lines += ['"Version","20261120"', '"OfferCode","X"', ",".join(f'"{column}"' for column in COLUMNS)]
    for number, row in enumerate(rows):
        told = {"SKU": f"SKU{number}"} | usual | row
        lines.append(",".join(f'"{told.get(column, "")}"' for column in COLUMNS))
    return "\n".join(lines) + "\n"


def answering(files: dict[str, str], asked: list[str] | None = None) -> Fetch:
    """A price list that has rows for some services, and answers in pieces that end anywhere."""

    def fetch(url: str) -> Iterator[bytes]:
        if asked is not None:
            asked.append(url)
        content = files.get(url.split("/aws/")[1].split("/")[0], offer()).encode()
        yield from (content[at : at + 37] for at in range(0, len(content), 37))

    return fetch


def quiet(_: str) -> None:
    """Say nothing."""


ENDPOINT = {"usageType": "EU-VpcEndpoint-Hours", "PricePerUnit": "0.0110000000"}


def test_a_price_is_found_by_the_end_of_its_usage_type() -> None:
    others = [
        {"usageType": "EU-RegionalVpcEndpoint-Hours", "PricePerUnit": "9"},
        {"usageType": "EU-VpcEndpoint-Hours-Extra", "PricePerUnit": "9"},
        ENDPOINT | {"TermType": "Reserved", "PricePerUnit": "9"},
        ENDPOINT | {"Currency": "CNY", "PricePerUnit": "9"},
    ]
    found = look_up(REGION, quiet, answering({"AmazonVPC": offer(*others, ENDPOINT)}))
    assert found.prices["endpoint/hour"] == {"price": 0.011}
    assert found.published == ("2026-11-20",) * len(found.published)
    assert "nat/hour" in found.missing
    assert "endpoint/hour" not in found.missing


def test_every_service_is_asked_once_and_route_53_for_all_regions() -> None:
    asked: list[str] = []
    look_up(REGION, quiet, answering({}, asked))
    assert len(asked) == len(set(asked))
    assert {url.split("/aws/")[1].split("/")[0] for url in asked} >= {row.service for row in price_list().values()}
    assert [url for url in asked if f"/{REGION}/" not in url] == [url for url in asked if "AmazonRoute53" in url]


def test_tiers_begin_behind_what_is_free() -> None:
    usage = {"usageType": "EU-VpcEndpoint-Bytes", "SKU": "A"}
    rows = [
        usage | {"StartingRange": "5000000", "PricePerUnit": "0.004"},
        usage | {"StartingRange": "0", "PricePerUnit": "0"},
        usage | {"StartingRange": "1", "PricePerUnit": "0.01"},
    ]
    found = look_up(REGION, quiet, answering({"AmazonVPC": offer(*rows)}))
    assert found.prices["endpoint/gb"] == {"price": 0.01, "then": [{"above": 5000000.0, "price": 0.004}]}


def test_what_two_products_price_differently_is_left_out() -> None:
    found = look_up(REGION, quiet, answering({"AmazonVPC": offer(ENDPOINT, ENDPOINT | {"PricePerUnit": "0.02"})}))
    assert "endpoint/hour" not in found.prices
    assert "endpoint/hour" in found.missing


def test_what_two_products_price_alike_is_one_price() -> None:
    found = look_up(REGION, quiet, answering({"AmazonVPC": offer(ENDPOINT, ENDPOINT)}))
    assert found.prices["endpoint/hour"] == {"price": 0.011}


def test_requests_are_counted_as_we_count_them() -> None:
    row = {"usageType": "eu-west-1-KMS-Requests", "PricePerUnit": "0.0000030000"}
    assert look_up(REGION, quiet, answering({"awskms": offer(row)})).prices["kms/calls"] == {"price": 0.03}


def test_other_columns_tell_products_apart() -> None:
    usage = "EU-LoadBalancerUsage"
    rows = [
        {"usageType": usage, "Product Family": "Load Balancer-Application", "PricePerUnit": "0.0252"},
        {"usageType": usage, "Product Family": "Load Balancer-Network", "PricePerUnit": "0.0253"},
        {"usageType": usage, "Product Family": "Load Balancer", "PricePerUnit": "0.028"},
    ]
    found = look_up(REGION, quiet, answering({"AWSELB": offer(*rows)})).prices
    assert (found["alb/hour"]["price"], found["nlb/hour"]["price"]) == (0.0252, 0.0253)


def database(usage: str, deployment: str, price: str, licence: str = "No license required") -> dict[str, str]:
    kind = {"Instance Type": "db.t4g.micro", "Database Engine": "PostgreSQL", "License Model": licence}
    return kind | {"usageType": f"EU-{usage}:db.t4g.micro", "Deployment Option": deployment, "PricePerUnit": price}


def test_databases_and_caches_by_engine_and_class() -> None:
    databases = offer(
        database("InstanceUsage", "Single-AZ", "0.018"),
        database("Multi-AZUsage", "Multi-AZ", "0.035"),
        database("Multi-AZClusterUsage", "Multi-AZ", "9"),
        database("InstanceUsage", "Single-AZ (BYOL)", "9"),
        database("InstanceUsage", "Single-AZ", "9", "Bring your own license"),
    )
    node = {"Instance Type": "cache.t4g.micro", "usageType": "EU-NodeUsage:cache.t4g.micro"}
    caches = offer(
        node | {"Cache Engine": "Valkey", "PricePerUnit": "0.0144"},
        node | {"Cache Engine": "Valkey", "PricePerUnit": "9", "usageType": "EU-ExtendedSupport:cache.t4g.micro"},
        node | {"Cache Engine": "Redis", "PricePerUnit": "0.018"},
    )
    found = look_up(REGION, quiet, answering({"AmazonRDS": databases, "AmazonElastiCache": caches})).prices
    assert {name: price["price"] for name, price in found.items()} == {
        "rds/postgres/db.t4g.micro": 0.018,
        "rds/postgres/db.t4g.micro/multi": 0.035,
        "cache/valkey/cache.t4g.micro": 0.0144,
        "cache/redis/cache.t4g.micro": 0.018,
    }


def test_what_cannot_be_reached_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from botocore.httpsession import URLLib3Session

    def refuse(*_: object) -> None:
        from botocore.exceptions import EndpointConnectionError

        raise EndpointConnectionError(endpoint_url="https://pricing.us-east-1.amazonaws.com")

    monkeypatch.setattr(URLLib3Session, "send", refuse)
    with pytest.raises(UnreachableError, match="No prices are changed"):
        look_up(REGION, quiet)
