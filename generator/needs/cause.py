"""What makes a need fail, at the place to change. A need says which; the check of that class says it in words."""

from __future__ import annotations

from dataclasses import dataclass

from generator.logic import Cause
from generator.stack import Resource

Steps = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault(Cause):
    """Something wrong at a property. Each kind is a class of its own, with the fields that its check words.

    ``steps`` lead from the resource to the property, as for ``Resource.line``; empty for the resource itself.
    ``tasks`` are the paths of the services that suffer from it.
    """

    resource: Resource
    steps: Steps
    tasks: tuple[str, ...]
