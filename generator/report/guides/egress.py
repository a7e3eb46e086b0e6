"""What endpoints cost against NAT gateways, at the prices of one Region."""

from __future__ import annotations

from generator.awsdata.prices import prices
from generator.cost.book import Rate
from generator.cost.dollars import dollars
from generator.cost.egress import Egress
from generator.cost.item import HOURS
from generator.report.guides.table import table

_REGION = "us-east-1"


def rates() -> str:
    """The prices that the arithmetic takes."""
    rows = [
        ("an interface endpoint", "hour, in each zone that it stands in", _dollars(_price("endpoint/hour"))),
        ("", "GB", _dollars(_price("endpoint/gb"))),
        ("a NAT gateway", "hour", _dollars(_price("nat/hour"))),
        ("", "GB", _dollars(_price("nat/gb"))),
        ("its public address", "hour", _dollars(_price("address/hour"))),
        ("a gateway endpoint (S3, DynamoDB)", "", "nothing"),
    ]
    return table(("what", "paid by", _REGION), rows)


def break_even() -> str:
    """What so many endpoints cost a month in so many zones, against NAT, and from how many GB on they are cheaper."""
    rows = []
    for zones in (1, 2, 3):
        for count in (3, 4, 5, 6):
            one, each_zone = egress(count, zones, 1), egress(count, zones, zones)
            rows.append(
                (
                    str(zones),
                    str(count),
                    f"{count} x {zones} x {HOURS} x {_dollars(_price('endpoint/hour'))} = {dollars(one.endpoints)}",
                    dollars(one.nat),
                    _from(one),
                    dollars(each_zone.nat),
                    _from(each_zone),
                )
            )
    head = ("zones", "endpoints", "endpoints a month", "one NAT", "cheaper from", "NAT in each zone", "cheaper from")
    return table(head, rows)


def egress(count: int, zones: int, gateways: int) -> Egress:
    """Both ways for so many interface endpoints in so many zones, against so many NAT gateways."""
    one = HOURS * (_price("nat/hour") + _price("address/hour"))
    return Egress(
        count * zones * HOURS * _price("endpoint/hour"),
        gateways * one,
        Rate(_price("endpoint/gb")),
        _price("nat/gb"),
        "",
        nat_stays=False,
        nat_per_zone=zones * one,
    )


def _from(way: Egress) -> str:
    return f"{way.break_even_gb:,.0f} GB" if round(way.break_even_gb) else "the first GB"


def _price(name: str) -> float:
    return prices(_REGION)[name].price


def _dollars(price: float) -> str:
    return f"${price:g}"
