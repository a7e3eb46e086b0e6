"""What one root template and everything it nests amount to: a matrix of answers, and findings with their places."""

from generator.analysis.analyse import Analysis, analyse, crashed
from generator.analysis.matrix import Cell, reasons
from generator.analysis.suppression import Suppression
from generator.analysis.unread import NotSeen

__all__ = ["Analysis", "Cell", "NotSeen", "Suppression", "analyse", "crashed", "reasons"]
