"""Names, URLs of queues and Regions that tasks are told, where what is created here is nearly of that name."""

from __future__ import annotations

import re

from generator.awsdata.apis import callable_type, callable_types
from generator.ecs.arns import region
from generator.ecs.environment import Variable
from generator.ecs.stores.told_resources import told_resources
from generator.ecs.tasks import Task
from generator.ecs.texts import Texts, literal
from generator.needs.context import Context
from generator.refusals.template.near_names import is_near
from generator.stack import Reference, Text, shown

_REGIONS = ("AWS_REGION", "AWS_DEFAULT_REGION")
_ZONE = re.compile(r"[a-z]{2}(?:-[a-z]+){1,2}-\d[a-z]")
_REGION = re.compile(r"[a-z]{2}(?:-[a-z]+){1,2}-\d")
_WORDS = ("QUEUE", "BUCKET", "TABLE", "TOPIC", "STREAM")
_QUEUE = "AWS::SQS::Queue"
_OF_QUEUES = re.compile(r"https://(?:sqs\.|[^./]+\.queue\.)[^/]+(?P<path>/.*)?")
_ACCOUNT_AND_NAME = re.compile(r"/[^/]+/[^/]+")
_MARK = "\ue000"
_WRITES = re.compile(
    r"(.*_)?(FLYWAY|LIQUIBASE|MIGRATIONS?|WRITER?|PRIMARY|MASTER)_.*(HOST|HOSTNAME|URL|URI|ENDPOINT|ADDRESS|DSN)", re.I
)
_READS = ("ReadEndpoint", "ReadEndpoint.Address", "ReaderEndPoint.Address")


def told_name(context: Context, task: Task, variable: Variable) -> str:
    """Say what is wrong with what a variable names; empty where nothing is."""
    what = f"{variable.name} of {variable.container.name}"
    for found in (_no_region(context, task, variable), _of_queue(context, variable), _nearly(context, variable)):
        if found:
            return f"{what} {found}"
    if reader := _only_read(variable):
        return f"{what} is for what writes, and names {reader}, which takes no writes: read-only"
    return ""


def _no_region(context: Context, task: Task, variable: Variable) -> str:
    """A Region for SDKs that is an Availability Zone, or another than that of what they call by its name.

    Sources: AWS SDKs and Tools Reference Guide, "AWS Region" (AWS_REGION, AWS_DEFAULT_REGION, a Region code); EC2 User
    Guide, "Availability Zones" (the code of the Region, and a letter); not looked up, 2026-11.
    """
    if variable.name not in _REGIONS:
        return ""
    value, text = variable.value, variable.text or ""
    zone = isinstance(value, Reference) and value.attribute in ("AvailabilityZone", "Placement.AvailabilityZone")
    if zone or _ZONE.fullmatch(text):
        return f"is {text or shown(value)}, which is an Availability Zone and no Region"
    here = literal(region(context.graph))
    if here is None or text == here or not _REGION.fullmatch(text):
        return ""
    for told in told_resources(task):
        by_url = told.variable.name.upper().endswith(("URL", "URI"))
        if told.resource is not None and told.resource.type != "AWS::S3::Bucket" and not by_url:
            return f"is {text}, where programs look for {told.resource}, which is created in {here}"
    return ""


def _of_queue(context: Context, variable: Variable) -> str:
    """The URL of a queue without an account, or of one that is here by nearly that name.

    Source: SQS Developer Guide, "Queue and message identifiers" (Region, account and name; the name of a FIFO queue
    ends in .fifo); from memory, 2026-11.
    """
    value = variable.value
    text = literal(value) or (Texts().text(value) if isinstance(value, Text) else "")
    found = _OF_QUEUES.fullmatch(text) if "QUEUE" in variable.name.upper() or "SQS" in variable.name.upper() else None
    if found is None or "{{" in text:
        return ""
    path = found["path"] or ""
    if _MARK not in path.rpartition("/")[2] and path.strip("/") and path.count("/") == 1:
        return f"is {_plain(text)}, in which the account is missing before the name of the queue"
    if not _ACCOUNT_AND_NAME.fullmatch(path) or _MARK in path.rpartition("/")[2]:
        return ""
    return _alike(context, _QUEUE, path.rpartition("/")[2])


def _plain(text: str) -> str:
    return re.sub(r"\ue000\d+\ue001", "...", text)


def _nearly(context: Context, variable: Variable) -> str:
    """A name that nothing here has, and something of the kind that the variable is called after nearly has."""
    text, words = variable.text, re.split(r"[^A-Za-z]+", variable.name.upper())
    if text is None or not re.fullmatch(r"[A-Za-z0-9._-]+", text):
        return ""
    for kind in callable_types():
        word = kind.rpartition("::")[2].upper()
        if word in _WORDS and word in words and (found := _alike(context, kind, text)):
            return found
    return ""


def _alike(context: Context, kind: str, name: str) -> str:
    known = callable_type(kind)
    names = {literal(each.get(known.name)): each for each in context.graph.of_type(kind)} if known else {}
    if name in names:
        return ""
    for other, resource in names.items():
        if other and (is_near(name, other) or other == f"{name}.fifo" or name == f"{other}.fifo"):
            return f"names {name}, which nothing here is called, and {resource} is {other}"
    return ""


def _only_read(variable: Variable) -> str:
    """The address that takes no writes, in a variable that is called after what writes.

    Source: Aurora User Guide, "Amazon Aurora endpoint connections" (the reader endpoint is for read-only connections);
    ElastiCache User Guide, "Finding connection endpoints"; from memory, 2026-11.
    """
    if not _WRITES.fullmatch(variable.name):
        return ""
    for part in variable.value.parts if isinstance(variable.value, Text) else (variable.value,):
        if isinstance(part, Reference) and part.attribute in _READS:
            return shown(part)
    return ""
