"""AWS's public price list: one offer file a service and Region, as CSV, without credentials.

A file is read row by row, for that of EC2 has hundreds of megabytes. What two rows price differently is left out, and
so is what none does: a price is never guessed. Source: AWS Billing User Guide, "Finding prices in offer files for an
AWS service" and "Reading the service price list files" (five lines about the file, then the names of the columns);
read 2026-11.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from botocore.awsrequest import AWSRequest
from botocore.exceptions import BotoCoreError
from botocore.httpsession import URLLib3Session
from botocore.response import StreamingBody
from botocore.utils import get_environ_proxies

from generator.aws.calls import UnreachableError
from generator.awsdata.prices import Row, price_list

SITE = "https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws"
_PREFIX = re.compile(r"(?:[A-Z]+\d*-|[a-z]{2}(?:-[a-z]+)+-\d-)?")
"""What stands before a usage type for its Region: nothing, ``USW2-``, ``EU-``, ``us-east-1-``."""
_ENGINES = {
    "MySQL": "mysql", "MariaDB": "mariadb", "PostgreSQL": "postgres", "Aurora MySQL": "aurora-mysql",
    "Aurora PostgreSQL": "aurora-postgresql",
}  # fmt: skip
_FREE_LICENCE = "no license required"
Fetch = Callable[[str], Iterator[bytes]]


@dataclass(frozen=True)
class Found:
    """What the files say."""

    prices: Mapping[str, Mapping[str, Any]]
    """By name, as they are kept: ``{"price": 0.01, "then": [...]}``."""
    published: tuple[str, ...]
    """The days on which the files were, the oldest first."""
    missing: tuple[str, ...]
    """The names that are not there, or with several prices."""


@dataclass
class _Offer:
    """What one file gave so far: by name of price and SKU, the steps at which a price begins."""

    published: str = ""
    steps: dict[str, dict[str, dict[float, float]]] = field(default_factory=dict)

    def add(self, name: str, row: Mapping[str, str], times: int) -> None:
        try:
            begin, price = float(row.get("startingrange") or 0), float(row["priceperunit"])
        except ValueError:
            return
        self.steps.setdefault(name, {}).setdefault(row.get("sku", ""), {})[begin] = round(price * times, 10)


def look_up(region: str, say: Callable[[str], None], fetch: Fetch | None = None) -> Found:
    """Look up every price of a Region that we have a place for. Raises UnreachableError."""
    rows = price_list()
    services = dict.fromkeys([*((row.service, row.worldwide) for row in rows.values()), ("AmazonElastiCache", False)])
    prices: dict[str, Mapping[str, Any]] = {}
    published = []
    for count, (service, worldwide) in enumerate(services, 1):
        url = f"{SITE}/{service}/current/{'' if worldwide else f'{region}/'}index.csv"
        say(f"reading {url} ({count} of {len(services)})")
        offer = read(service, _lines((fetch or _fetch)(url)), rows)
        prices |= {name: price for name, steps in offer.steps.items() if (price := _one(steps)) is not None}
        published.append(offer.published)
    missing = [name for name in rows if name not in prices]
    return Found(dict(sorted(prices.items())), tuple(sorted(filter(None, published))), tuple(missing))


def read(service: str, lines: Iterable[str], rows: Mapping[str, Row]) -> _Offer:
    """Read one offer file."""
    offer = _Offer()
    header: list[str] = []
    wanted = [(name, row) for name, row in rows.items() if row.service == service]
    for cells in csv.reader(lines):
        if not header:
            if cells[:1] == ["Publication Date"]:
                offer.published = cells[1][:10]
            elif cells[:1] == ["SKU"]:
                header = [cell.replace(" ", "").lower() for cell in cells]
            continue
        row = dict(zip(header, cells, strict=False))
        if row.get("termtype") != "OnDemand" or row.get("currency", "USD") != "USD":
            continue
        for name, place in wanted:
            if _is_there(place, row):
                offer.add(name, row, place.times)
        if name := _of_instance(service, row):
            offer.add(name, row, 1)
    return offer


def _is_there(place: Row, row: Mapping[str, str]) -> bool:
    usage = row.get("usagetype", "")
    if not usage.endswith(place.usage) or not _PREFIX.fullmatch(usage.removesuffix(place.usage)):
        return False
    return all(row.get(column.lower()) == value for column, value in place.columns.items())


def _of_instance(service: str, row: Mapping[str, str]) -> str:
    """The name of the price of a class of database or cache; empty where the row is about something else."""
    kind, usage = row.get("instancetype", ""), row.get("usagetype", "")
    if service == "AmazonElastiCache" and re.fullmatch(rf"{_PREFIX.pattern}NodeUsage:{re.escape(kind)}", usage):
        return f"cache/{row.get('cacheengine', '').lower()}/{kind}"
    engine = _ENGINES.get(row.get("databaseengine", ""))
    multi = {"Single-AZ": "", "Multi-AZ": "/multi"}.get(row.get("deploymentoption", ""))
    used = re.fullmatch(rf"{_PREFIX.pattern}(?:InstanceUsage|Multi-AZUsage):{re.escape(kind)}", usage)
    if service != "AmazonRDS" or not (engine and used) or multi is None:
        return ""
    return f"rds/{engine}/{kind}{multi}" if row.get("licensemodel", "").lower() == _FREE_LICENCE else ""


def _one(by_sku: Mapping[str, Mapping[float, float]]) -> Mapping[str, Any] | None:
    """The one price that all products of a name have, behind what is free; None where they differ."""
    told = {tuple(_paid(steps)) for steps in by_sku.values()} - {()}
    if len(told) != 1:
        return None
    (_, price), *then = told.pop()
    return {"price": price} | ({"then": [{"above": above, "price": each} for above, each in then]} if then else {})


def _paid(steps: Mapping[float, float]) -> list[tuple[float, float]]:
    ordered = sorted(steps.items())
    return ordered[next((index for index, (_, price) in enumerate(ordered) if price > 0), len(ordered)) :]


def _lines(chunks: Iterator[bytes]) -> Iterator[str]:
    rest = b""
    for chunk in chunks:
        *whole, rest = (rest + chunk).split(b"\n")
        yield from (line.decode("utf-8", errors="replace") + "\n" for line in whole)
    if rest:
        yield rest.decode("utf-8", errors="replace")


def _fetch(url: str) -> Iterator[bytes]:
    """Read a file through botocore's own way to the network, which knows proxies and certificates."""
    session = URLLib3Session(proxies=get_environ_proxies(url), timeout=60)
    try:
        answer = session.send(AWSRequest("GET", url, stream_output=True).prepare())
        if answer.status_code != 200:
            raise UnreachableError(f"{url} answers {answer.status_code}: no prices are changed")
        yield from StreamingBody(answer.raw, answer.headers.get("content-length")).iter_chunks(1 << 20)
    except (BotoCoreError, OSError) as error:
        raise UnreachableError(f"AWS's price list cannot be read: {error}. No prices are changed") from error
