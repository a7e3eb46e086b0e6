"""What is another than before in whole stacks: their resources, what tasks can rely on, and what they cost."""

from generator.comparison.before import against
from generator.comparison.compare import Comparison, Priced, compare, priced
from generator.comparison.doors import doors
from generator.comparison.during import During, during
from generator.comparison.pairs import Pair, pairs
from generator.comparison.proof import Row
from generator.comparison.resources import changes as changed

__all__ = [
    "Comparison",
    "During",
    "Pair",
    "Priced",
    "Row",
    "against",
    "changed",
    "compare",
    "doors",
    "during",
    "pairs",
    "priced",
]
