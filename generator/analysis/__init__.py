"""What one root template and everything it nests amount to: a matrix of answers, and mistakes with their places."""

from generator.analysis.analyse import Check, Whole, analyse, crashed
from generator.analysis.matrix import Cell, cell_of
from generator.analysis.mistake import Mistake, not_checked
from generator.analysis.suppression import Suppression
from generator.analysis.unread import NotSeen

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
