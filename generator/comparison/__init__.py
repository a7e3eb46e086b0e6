"""What is another than before in whole stacks: their resources, what tasks can rely on, and what they cost."""

from generator.comparison.committed import committed
from generator.comparison.compare import Comparison, Priced, compare
from generator.comparison.pairs import Pair, pairs
from generator.comparison.proof import Row

__all__ = ["Comparison", "Pair", "Priced", "Row", "committed", "compare", "pairs"]
