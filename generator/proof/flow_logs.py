"""Does the flow log of a VPC arrive in its log group?"""

from __future__ import annotations

from collections.abc import Iterator

from generator.ecs.arns import settled
from generator.ecs.texts import literal
from generator.needs.cause import Worded
from generator.needs.context import Context
from generator.proof.log_keys import GROUP
from generator.stack import Absent, Literal, Reference, Text, Value


def flow_log_faults(context: Context) -> Iterator[Worded]:
    """Give the flow logs whose destination is the ARN of a log group with ``:*`` at its end.

    It is accepted, and delivery stands in "Access error". Source: awsdocs/aws-cloudformation-user-guide #306;
    terraform-provider-aws #6373; EC2 API Reference, CreateFlowLogs, LogDestination, whose example ends in the name;
    read 2026-11. The reports are of 2018 and 2019, hence no error.
    """
    graph = context.graph
    for flow_log in graph.of_type("AWS::EC2::FlowLog"):
        kind, value = flow_log.get("LogDestinationType"), flow_log.get("LogDestination")
        if not isinstance(kind, Absent) and literal(kind) != "cloud-watch-logs":
            continue
        if _ends(settled(graph, value)):
            group = graph.target(value, GROUP) if isinstance(value, Reference) else None
            what = f"the destination of {flow_log} is the ARN of {group or 'a log group'} with :* at its end, which is "
            what += "accepted, but nothing is delivered there (Access error)"
            fix = "LogGroupName: !Ref the log group, instead of LogDestination"
            yield Worded("WCS163", flow_log, ("LogDestination",), what, fix)


def _ends(value: Value) -> bool:
    last = value.parts[-1] if isinstance(value, Text) else value
    return isinstance(last, Literal) and last.text.endswith(":*")
