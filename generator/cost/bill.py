"""How the modules of this package write items: with a price of the book, or with the reason why there is none."""

from __future__ import annotations

import re

from generator.cost.book import Book, Rate
from generator.cost.item import HOURS, Item
from generator.hints import program
from generator.stack import Choice, Graph, Listing, Literal, Resource, Value, shown, why_unknown

_NUMBER = re.compile(r"\d*\.?\d+")


class Bill:
    """The bill of one graph at the prices of one book."""

    def __init__(self, graph: Graph, book: Book) -> None:
        self.graph = graph
        self.book = book

    def hours(self, resource: Resource, what: str, price: str, count: float = 1) -> Item:
        """What is paid by the hour, all month; ``count`` of them."""
        return self.fixed(resource, what, price, count * HOURS, "hours")

    def fixed(self, resource: Resource, what: str, price: str, quantity: float, unit: str) -> Item:
        """What is paid whether it is used or not."""
        rate = self.rate(price)
        return Item(resource.path, what, quantity, unit, rate.price) if rate else self.unpriced(resource, what, price)

    def by_use(self, resource: Resource, what: str, price: str, key: str, unit: str) -> Item:
        """What is paid by what is used; ``key`` names it in a usage file."""
        rate = self.rate(price)
        if rate is None:
            return self.unpriced(resource, what, price)
        return Item(resource.path, what, None, unit, rate.price, key, then=rate.then)

    def unpriced(self, resource: Resource, what: str, price: str) -> Item:
        """What has no price in the book."""
        why = f"no price of {price} in {self.book.region} is known here; {program()} cost --refresh looks for it"
        return self.unknown(resource, what, why)

    def unknown(self, resource: Resource, what: str, why: str) -> Item:
        """What it costs cannot be told."""
        return Item(resource.path, what, unknown=why)

    def rate(self, price: str) -> Rate | None:
        """A price by its name."""
        return self.book.rates.get(price)


def number(value: Value) -> float | None:
    """The number, at least 0, that a value is written out as."""
    if isinstance(value, Literal) and _NUMBER.fullmatch(value.text.strip()):
        return float(value.text)
    return None


def length(value: Value) -> int | None:
    """How many different things a list holds, whatever they are; None where it is none, or is not known."""
    if not isinstance(value, Listing) or any(isinstance(item, Choice) for item in value.items):
        return None
    return len(dict.fromkeys(value.items))


def reason(what: str, *values: Value) -> str:
    """Why something is not known: ``its Engine is ${?Engine}``."""
    why = dict.fromkeys(each for value in values for each in why_unknown(value))
    told = "; ".join(why) or ", ".join(shown(value) for value in values) or "it is not written"
    return f"{what} is not known: {told}"


def plural(count: float, word: str) -> str:
    """A count with its word: ``2 zones``."""
    return f"{count:g} {word}" + ("" if count == 1 else "s")
