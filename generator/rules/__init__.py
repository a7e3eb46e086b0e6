"""The checks as rules of cfn-lint, which loads every class that is visible here: one for each check, made of it."""

from generator.checks.registry import checks
from generator.garbage import pass_over
from generator.rules._rule import rule

globals().update({type(check).__name__: rule(check) for check in checks().values()})
pass_over()
