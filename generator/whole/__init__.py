"""What one root template and everything it nests amount to: a matrix of answers, and mistakes with their places."""

from generator.whole.analysis import Check, Whole, analyse, crashed
from generator.whole.matrix import Cell, cell_of
from generator.whole.mistake import Mistake, not_checked
from generator.whole.suppression import Suppression
from generator.whole.unread import NotSeen

__all__ = [
    "Cell",
    "Check",
    "Mistake",
    "NotSeen",
    "Suppression",
    "Whole",
    "analyse",
    "cell_of",
    "crashed",
    "not_checked",
]
