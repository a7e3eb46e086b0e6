"""Bills of small templates, at the prices that came with the package."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from generator.cost import Book, Estimate, Item, Usage, book, estimate
from generator.stack import load

NOWHERE = Path("/nonexistent")
PRICES: Book = book("us-east-1", NOWHERE)


def priced(
    folder: Path,
    resources: dict[str, Any],
    usage: Usage | None = None,
    prices: Book = PRICES,
    parameters: dict[str, Any] | None = None,
    conditions: dict[str, Any] | None = None,
) -> Estimate:
    """Price a template of these resources."""
    template = {"Resources": resources, "Parameters": parameters or {}, "Conditions": conditions or {}}
    path = folder / "root.yaml"
    path.write_text(yaml.safe_dump({key: value for key, value in template.items() if value}), encoding="utf-8")
    return estimate(load(path, {"AWS::Region": "us-east-1"}), prices, usage)


def paid(bill: Estimate) -> dict[tuple[str, str], float]:
    """Dollars a month by resource and what, of what is paid in any case; to a hundredth of a cent."""
    return {(item.resource, item.what): round(item.monthly, 4) for item in bill.items if item.monthly is not None}


def by_use(bill: Estimate) -> dict[tuple[str, str], tuple[str, float | None]]:
    """Unit and price by resource and key, of what is paid by use."""
    return {(item.resource, item.use): (item.unit, item.unit_price) for item in bill.items if item.use}


def unknown(bill: Estimate) -> list[Item]:
    """What it is not known of."""
    return list(bill.unknown)


def one(kind: str, **properties: Any) -> dict[str, Any]:
    """A template's only resource, ``It``."""
    return {"It": {"Type": kind, "Properties": properties}}
