"""An address with a blank or a line break at its end, as block scalars of YAML leave one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.check import Check
from generator.ecs.environment import all_variables
from generator.finding import Finding
from generator.needs.context import Context
from generator.stack import Literal, Reference, Text, Value

_URL = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]*://\S+\s*")
_ADDRESSES = ("Address", "Endpoint", "DNSName", "Endpoint.Address", "ReadEndpoint.Address", "RepositoryUri", "QueueUrl")


class AddressWithBlanks(Check):
    id = "WCS212"
    lesson = 21
    title = "Address that a program reads has a blank or a line break at its end"
    symptom = 'getaddrinfo ENOTFOUND, Name or service not known, or: invalid sslmode value: "require\\n"'
    why = (
        "A block scalar (|) keeps the line break at its end, and CloudFormation takes nothing away. A host that ends "
        "in a line break is another host, and what ends a URL belongs to its last part."
    )
    fix = "Write it on one line, or end the block scalar's head with a hyphen (|- or >-)."
    message = (
        "{variable} of {container} ({task}) is an address that {where}: many programs do not find a host of that name, "
        "or refuse the last part of the URL"
    )
    change = "{variable}: the same on one line, or |- in place of |"
    base = "database"
    bad = {
        "TaskDefinition.ContainerDefinitions.0.Environment.0.Value": '!Sub "${Database.Endpoint.Address}\\n"',
    }

    def find(self, context: Context) -> Iterator[Finding]:
        """Find addresses of this stack's resources, and URLs, of one line.

        Source: YAML 1.2.2, 8.1.1.2, "Block Chomping Indicator"; read 2026-11.
        """
        for task in context.tasks:
            for variable in all_variables(task):
                if where := _blank_at_an_end(variable.value):
                    yield self.at(
                        variable.container.definition,
                        *variable.steps,
                        tasks=(task.name,),
                        variable=variable.name,
                        container=variable.container.name,
                        where=where,
                    )


def _blank_at_an_end(value: Value) -> str:
    """Say where an address has a blank that does not belong to it; empty where it has none, or is no address."""
    pieces = value.parts if isinstance(value, Text) else (value,)
    if any(isinstance(piece, Literal) and "\n" in piece.text.strip() for piece in pieces):
        return ""
    whole = "".join(piece.text if isinstance(piece, Literal) else "x" for piece in pieces)
    named = any(isinstance(piece, Reference) and piece.attribute in _ADDRESSES for piece in pieces)
    if whole == whole.strip() or not (_URL.fullmatch(whole) or (named and len(whole.split()) == 1)):
        return ""
    if whole[-1].isspace():
        return "ends in a line break" if whole.endswith("\n") else "ends in a blank"
    return "begins with a blank"
