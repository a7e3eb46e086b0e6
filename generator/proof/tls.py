"""Is the connection to the database encrypted, and is the server's certificate verified?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.client_tls import settings
from generator.ecs.encryption import enforcement
from generator.ecs.environment import all_variables
from generator.ecs.secret_keys import DATABASES
from generator.logic import Truth
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.stack import Literal

# Source: RDS User Guide, "Using SSL/TLS to encrypt a connection", and the notices of 2020 and 2024, read 2026-11. That
# creation fails with "Certificate not found", status 404: aws/aws-cdk pull request 31387, read 2026-11.
_EXPIRED = re.compile(r"rds-ca-(?:2015|2019)")
_CURRENT = "rds-ca-rsa2048-g1"


def tls_faults(context: Context, refused: set[tuple[str, tuple[str | int, ...]]]) -> Iterator[Worded]:
    """Give what leaves a connection open to be read or redirected; ``refused`` are variables reported as ECS095."""
    yield from _plaintext(context)
    yield from _unverified(context, refused)
    yield from _expired(context)


def _plaintext(context: Context) -> Iterator[Worded]:
    for database in context.databases.every if context.tasks else ():
        found = enforcement(context.graph, database)
        if found is None or found.verdict is not Truth.NO:
            continue
        users = tuple(
            task.name for task in context.tasks for use in context.databases.used_by(task) if use.database is database
        )
        what = f"{database.resource} accepts connections without TLS: {found.because}"
        default = found.place is database.resource
        kind = "cluster parameter group" if database.cluster else "parameter group"
        fix = f'a {kind} of its own, with {found.parameter}: "1"' if default else f'Parameters: {found.parameter}: "1"'
        yield Worded("WCS090", found.place, found.steps, what, fix, users)


def _unverified(context: Context, refused: set[tuple[str, tuple[str | int, ...]]]) -> Iterator[Worded]:
    for task in context.tasks:
        for setting in settings(task):
            definition = setting.variable.container.definition
            if (definition.path, setting.variable.steps) in refused:
                continue
            what = f"{setting.variable.name} of {setting.variable.container.name} tells the client not to verify the "
            what += f"server ({setting.word}), so anyone on the way can pose as it"
            fix = f"{setting.variable.name}: {setting.better}"
            yield Worded("WCS091", definition, setting.variable.steps, what, fix, (task.name,))


def _expired(context: Context) -> Iterator[Worded]:
    for task in context.tasks:
        for variable in all_variables(task):
            if found := _EXPIRED.search((variable.text or "")[:4000]):
                what = (
                    f"{variable.name} of {variable.container.name} names {found[0]}, a certificate authority that has "
                )
                what += "expired: a client that verifies the server trusts none of today's"
                fix = f"{variable.name}: the bundle global-bundle.pem, which holds every current authority of RDS"
                yield Worded("WCS092", variable.container.definition, variable.steps, what, fix, (task.name,))
    for resource in context.graph.of_type(*DATABASES):
        value = resource.get("CACertificateIdentifier")
        if isinstance(value, Literal) and _EXPIRED.fullmatch(value.text):
            what = (
                f"{resource} names {value.text}, a certificate authority that has expired and that RDS no longer has: "
            )
            what += f"it is not created (Certificate not found: {value.text})"
            fix = f"CACertificateIdentifier: {_CURRENT}; or leave it out"
            yield Worded("ECS099", resource, ("CACertificateIdentifier",), what, fix)
