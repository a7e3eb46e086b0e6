"""The whole bill of a graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.awsdata.prices import free_types
from generator.cost import balancers, caches, databases, fargate, keeping, network, watching
from generator.cost.bill import Bill
from generator.cost.book import Book, Rate
from generator.cost.egress import Egress, egress
from generator.cost.item import Item
from generator.cost.use import Usage, refused, strangers, used
from generator.errors import InputError
from generator.logic import Truth
from generator.stack import Graph

SERVICES = (fargate, network, balancers, databases, caches, keeping, watching)
"""One module a kind of service: ``TYPES`` are those that it prices, ``lines`` gives their items."""
NOT_INCLUDED = (
    "data transfer out to the internet, between zones and between Regions",
    "extended support of old database engines, CPU credits of burstable classes",
    "metrics and traces (Container Insights, custom metrics, X-Ray)",
    "free tier, Savings Plans, reserved capacity, discounts, credits, support, taxes",
)


@dataclass(frozen=True)
class Estimate:
    """What one environment costs: items, and what they leave out."""

    region: str
    items: tuple[Item, ...]
    not_included: tuple[str, ...]
    source: str
    date: str
    egress: Egress | None = None
    unverified: tuple[str, ...] = ()
    """The prices that count here and that nobody has looked up."""
    remarks: tuple[str, ...] = ()

    @property
    def monthly(self) -> float:
        """US dollars a month, of all items whose quantity and price are known."""
        return sum(item.monthly or 0 for item in self.items)

    @property
    def unknown(self) -> tuple[Item, ...]:
        """The items of which it is not known what they cost."""
        return tuple(item for item in self.items if item.unknown)


def estimate(graph: Graph, book: Book, usage: Usage | None = None) -> Estimate:
    """Price every resource of a graph.

    Raises InputError for a usage file that speaks of resources that are not there, or have no such use.
    """
    bill = _Noting(graph, book)
    items = [_if_it_exists(graph, item) for service in SERVICES for item in service.lines(bill)]
    remarks = []
    if usage:
        if wrong := refused(items, usage):
            raise InputError(wrong)
        remarks = [f"--usage names {name}, and nothing here is paid by it" for name in strangers(items, usage)]
        items = used(items, usage)
    return Estimate(
        book.region,
        tuple(items),
        (*NOT_INCLUDED, *_unpriced(graph), *_unseen(graph)),
        book.source,
        book.date,
        egress(bill),
        tuple(sorted(bill.asked & book.unverified)),
        tuple(remarks),
    )


class _Noting(Bill):
    """A bill that notes which prices it was asked for."""

    def __init__(self, graph: Graph, book: Book) -> None:
        super().__init__(graph, book)
        self.asked: set[str] = set()

    def rate(self, price: str) -> Rate | None:
        self.asked.add(price)
        return super().rate(price)


def _if_it_exists(graph: Graph, item: Item) -> Item:
    """An item of a resource whose condition is not decided costs nobody knows what."""
    resource = graph.resource(item.resource)
    if item.unknown or resource is None or resource.exists is not Truth.UNKNOWN:
        return item
    names = sorted({str(name) for _, name in resource.conditions})
    return replace(item, unknown=f"whether it exists is not decided (condition {', '.join(names)})")


def _unpriced(graph: Graph) -> Iterator[str]:
    """The types of which no module knows what they cost."""
    known = free_types().union(*(service.TYPES for service in SERVICES))
    counted = Counter(each.type for each in graph.resources if each.type not in known and each.exists is not Truth.NO)
    for kind, count in sorted(counted.items()):
        yield f"{kind} ({count}): no price of this type is known here"


def _unseen(graph: Graph) -> Iterator[str]:
    for place in graph.opaque:
        yield f"{place.path or place.file}: {place.reason}"
