"""The prices of one Region: those that came with the package, or those that somebody has looked up since."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.awsdata.prices import REGIONS, Beyond, prices
from generator.errors import InputError, Problem
from generator.hints import program

_SHIPPED = "AWS's list prices as generator/awsdata/prices.yaml has them, each with its source"


@dataclass(frozen=True)
class Rate:
    """US dollars a unit, and what the unit costs above amounts a month."""

    price: float
    then: tuple[Beyond, ...] = ()


@dataclass(frozen=True)
class Book:
    """Prices by name, as ``endpoint/hour``; ``source`` and ``date`` say where they are from, and as of when."""

    region: str
    rates: Mapping[str, Rate]
    source: str
    date: str
    unverified: frozenset[str] = field(default=frozenset())
    """The names of those that nobody has looked up."""


def default_folder() -> Path:
    """Where refreshed prices are kept."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "ecs-proof" / "prices"


def book(region: str, folder: Path | None = None) -> Book:
    """The prices of a Region: refreshed ones in the folder, else those of the package.

    Raises InputError for a Region without any, and for a file that cannot be read.
    """
    kept = (folder or default_folder()) / f"{region}.json"
    shipped = _shipped(region)
    if kept.is_file():
        return _refreshed(region, kept, shipped)
    if not shipped.rates:
        known = sorted({*REGIONS, *(path.stem for path in kept.parent.glob("*.json"))})
        hint = f"look them up in AWS's public price list: {program()} cost --refresh"
        accepted = ", ".join(known)
        raise InputError([Problem((), "there are no prices for this Region", region, accepted, hint)])
    return shipped


def _shipped(region: str) -> Book:
    known = prices(region)
    rates = {name: Rate(price.price, price.then) for name, price in known.items()}
    unverified = frozenset(name for name, price in known.items() if price.confidence == "unverified")
    months = sorted(price.seen for price in known.values()) or [""]
    date = months[0] if months[0] == months[-1] else f"{months[0]} to {months[-1]}"
    return Book(region, rates, _SHIPPED, date, unverified)


def _refreshed(region: str, path: Path, shipped: Book) -> Book:
    """The prices of a file; what it does not say is taken from those of the package, if they have the Region."""
    try:
        content = json.loads(path.read_bytes())
        rates = {str(name): _rate(rate) for name, rate in content["prices"].items()}
        source, date = str(content["source"]), str(content["date"])
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        hint = f"remove it, or write it again: {program()} cost --refresh"
        raise InputError([Problem((), f"holds no prices ({error})", hint=hint, where=str(path))]) from None
    if older := shipped.rates.keys() - rates.keys():
        source += f"; {len(older)} that it does not have: {shipped.source}, as of {shipped.date}"
    return Book(region, {**shipped.rates, **rates}, source, date, shipped.unverified - rates.keys())


def _rate(written: Any) -> Rate:
    then = tuple(Beyond(float(each["above"]), float(each["price"])) for each in written.get("then", ()))
    return Rate(float(written["price"]), then)
