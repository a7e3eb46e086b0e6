"""Read any root template back: one resolved graph in which a value is known, or honestly unknown."""

from generator.stack.corrections import Corrections
from generator.stack.edges import EdgeError, edge_errors
from generator.stack.graph import Graph
from generator.stack.instances import Opaque
from generator.stack.json_text import document
from generator.stack.load import load
from generator.stack.meant import corrections
from generator.stack.parameters_file import read_parameters
from generator.stack.remarks import KEY, remarks
from generator.stack.resource import Resource
from generator.stack.scenarios import Scenario
from generator.stack.shown import shown, shown_within_text
from generator.stack.spelling import Misspelt
from generator.stack.stacks_file import read_stacks
from generator.stack.values import (
    Absent,
    Call,
    Choice,
    Listing,
    Literal,
    Mapping,
    Pseudo,
    Reference,
    Step,
    Text,
    Unknown,
    Value,
)
from generator.stack.walk import by_default, defaults, parts, trace, why_unknown

__all__ = [
    "KEY",
    "Absent",
    "Call",
    "Choice",
    "Corrections",
    "EdgeError",
    "Graph",
    "Listing",
    "Literal",
    "Mapping",
    "Misspelt",
    "Opaque",
    "Pseudo",
    "Reference",
    "Resource",
    "Scenario",
    "Step",
    "Text",
    "Unknown",
    "Value",
    "by_default",
    "corrections",
    "defaults",
    "document",
    "edge_errors",
    "load",
    "parts",
    "read_parameters",
    "read_stacks",
    "remarks",
    "shown",
    "shown_within_text",
    "trace",
    "why_unknown",
]
