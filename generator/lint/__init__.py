"""cfn-lint and our rules over whole stacks: of templates just built, or of any on disk."""

from generator.finding import Finding, crashes
from generator.lint.stock import Whole, lint, lint_all

__all__ = ["Finding", "Whole", "crashes", "lint", "lint_all"]
