"""What a stack costs a month, by resource: from a graph and prices to items. Nothing here reads the network."""

from generator.cost.book import Book, book
from generator.cost.difference import Difference, monthly_difference
from generator.cost.egress import Egress
from generator.cost.estimate import Estimate, estimate
from generator.cost.item import Item
from generator.cost.use import Usage, read_usage

__all__ = [
    "Book",
    "Difference",
    "Egress",
    "Estimate",
    "Item",
    "Usage",
    "book",
    "estimate",
    "monthly_difference",
    "read_usage",
]
