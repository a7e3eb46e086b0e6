"""What is asked of a type is found by its module alone, and stands where its service's name says."""

from __future__ import annotations

import importlib
import pkgutil

import generator.refusals.resources as package
from generator.refusals.registry import refusals
from generator.refusals.schema.registry_schemas import schema

ACROSS = {
    "assumed_roles", "attached_once", "engine_versions", "fifo_names", "half_pairs", "keys_unfit", "long_names",
    "made_up_passwords", "once_in_an_account", "principals", "scaling_steps",
}  # fmt: skip
"""Modules of what several services share."""
MACRO = "AWS::Serverless::"
"""What is made into a type of another service, and asked about with it."""
SPELT = {"awslambda": "lambda"}
"""``lambda`` is a word of Python's."""


def test_every_type_is_one_on_record() -> None:
    """Of a type that there is none of, nothing would ever be asked."""
    assert [kind for kind in refusals() if not schema(kind) and not kind.startswith(MACRO)] == []


def test_a_folder_or_module_is_the_namespace_of_a_type_that_is_asked_about() -> None:
    modules = [
        importlib.import_module(place.name) for place in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    ]
    own = [module for module in modules if module.__name__.rpartition(".")[2] not in ACROSS]
    asked = {kind.split("::")[1].lower() for module in own for kind in getattr(module, "REFUSALS", {})} - {"serverless"}
    named = {place.name for place in pkgutil.iter_modules(package.__path__)} - ACROSS
    assert {SPELT.get(name, name) for name in named} == asked
