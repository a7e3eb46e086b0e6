"""How each client of a database is told to verify the server."""

from __future__ import annotations

from typing import cast

from generator.awsdata.clients import Client, Engine, every_client
from generator.report.guides.table import code, table


def table_of(engine: Engine) -> str:
    """The clients of an engine, runtime by runtime."""
    known = [(name, each) for name, each in every_client().items() if each.engine == engine]
    rows = [
        (
            each.runtime,
            code(name),
            code(f"{each.mode}=verify-full" if each.mode else ""),
            code(f"{each.authorities}=BUNDLE" if each.authorities else ""),
            _said(each),
            "unverified" if each.confidence == "unverified" else "",
        )
        for name, each in sorted(known, key=lambda pair: pair[1].runtime)
    ]
    return table(("runtime", "client", "told to verify", "told whom to trust", "what its code has to say", ""), rows)


def _said(client: Client) -> str:
    if not client.by_variables:
        return code(client.code)
    return f"nothing, or {code(client.code)}" if client.code else "nothing"


def listed(engine: str) -> str:
    """The same, by the name of the engine in a text."""
    return table_of(cast(Engine, engine))
