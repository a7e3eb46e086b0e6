"""Parameters of Systems Manager that tasks are injected with: whether they are there, and no value."""

from __future__ import annotations

from collections.abc import Iterable

from generator.aws.live.reading import Reading


def parameters(reading: Reading, names: Iterable[str]) -> None:
    """Keep what is told of parameters, by name or ARN of this account. One that is gone is noted as absent."""
    facts = reading.facts
    for written in dict.fromkeys(names):
        parts = written.split(":", 5)
        if parts[0] == "arn" and (len(parts) < 6 or (parts[3], parts[4]) != (facts.region, facts.account)):
            continue
        name = parts[5].removeprefix("parameter") if parts[0] == "arn" else written
        bare = name.removeprefix("/")
        wanted = [name] if "/" in bare else [bare]  # a name that has no path begins with no slash
        filters = [{"Key": "Name", "Option": "Equals", "Values": wanted}]
        told = reading.all("ssm", "describe_parameters", "Parameters", ParameterFilters=filters)
        facts.add("ssm:DescribeParameters", told)
        if not told and not reading.refused("ssm", "describe_parameters"):
            facts.absent[written] = "a parameter"
