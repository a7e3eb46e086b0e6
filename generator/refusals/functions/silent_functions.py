"""Custom resources whose function, written in the template, never says that it is done: the stack waits for an hour."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.texts import literal
from generator.stack import Graph, Resource

_ANSWERS = re.compile(r"ResponseURL|cfn-?_?response|crhelper|CfnResource|send_?response|import ", re.IGNORECASE)


def silent_functions(graph: Graph, resource: Resource) -> Iterator[str]:
    """Say which custom resource is given a function that imports nothing and knows of no address to answer to.

    Source: CloudFormation User Guide, "Custom resource response objects" (the function sends its answer to the
    ResponseURL of the request; "Custom Resource failed to stabilize in expected time"); read 2026-11.
    """
    if not resource.type.startswith(("Custom::", "AWS::CloudFormation::CustomResource")):
        return
    function = graph.target(resource.get("ServiceToken"), "AWS::Lambda::Function")
    code = literal(function.get("Code", "ZipFile")) if function else None
    if function is not None and code is not None and not _ANSWERS.search(code) and "require(" not in code:
        yield f"{resource} waits for {function}, whose code never answers to the ResponseURL that it is given"
