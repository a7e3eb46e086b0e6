"""What one root template and everything it nests amount to: a matrix of answers, and mistakes with their places."""

from generator.whole.analysis import Check, Whole, analyse
from generator.whole.matrix import Cell, cell_of
from generator.whole.mistake import Mistake
from generator.whole.suppression import Suppression

__all__ = ["Cell", "Check", "Mistake", "Suppression", "Whole", "analyse", "cell_of"]
