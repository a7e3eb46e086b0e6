"""What CloudFormation refuses of custom resources, and functions that never tell that they are done."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals
from generator.stack import Absent, Graph, Resource

_ANSWERS = re.compile(r"ResponseURL|cfn-?_?response|crhelper|CfnResource|send_?response|import ", re.IGNORECASE)


def service_token(_graph: Graph, resource: Resource) -> Iterator[str]:
    if isinstance(resource.get("ServiceToken"), Absent):
        yield f"{resource} has no ServiceToken"


def elsewhere(graph: Graph, resource: Resource) -> Iterator[str]:
    """Source: CloudFormation Template Reference, AWS::CloudFormation::CustomResource, ServiceToken (of the Region of
    the stack); not looked up, 2026-11."""
    token, here = literal(resource.get("ServiceToken")) or "", literal(graph.pseudo("AWS::Region"))
    region = token.split(":")[3] if token.startswith("arn:") and token.count(":") > 4 else ""
    if region and here and region != here and "$" not in region:
        yield f"ServiceToken of {resource} is of {region[:30]}, and the stack is in {here}"


def silent(graph: Graph, resource: Resource) -> Iterator[str]:
    """Say which custom resource is given a function that imports nothing and knows of no address to answer to.

    Source: CloudFormation User Guide, "Custom resource response objects" (the function sends its answer to the
    ResponseURL of the request; "Custom Resource failed to stabilize in expected time"); read 2026-11.
    """
    function = graph.target(resource.get("ServiceToken"), "AWS::Lambda::Function")
    code = literal(function.get("Code", "ZipFile")) if function else None
    if function is not None and code is not None and not _ANSWERS.search(code) and "require(" not in code:
        yield f"{resource} waits for {function}, whose code never answers to the ResponseURL that it is given"


def unanswered(graph: Graph, resource: Resource) -> Iterator[str]:
    """Say which custom resource asks a topic that nobody is subscribed to.

    Source: CloudFormation User Guide, "Amazon SNS-backed custom resources" (a subscriber answers); from
    memory, 2026-11.
    """
    topic = graph.target(resource.get("ServiceToken"), "AWS::SNS::Topic")
    if topic is None or not isinstance(topic.get("Subscription"), Absent):
        return
    if not any(graph.target(each.get("TopicArn")) in (topic, None) for each in graph.of_type("AWS::SNS::Subscription")):
        yield f"{resource} waits for an answer to what {topic} is sent, and nobody is subscribed to it"


REFUSALS: Refusals = {
    "AWS::CloudFormation::CustomResource": (
        service_token,
        elsewhere,
        silent,
        unanswered,
    ),
}
