"""Evidence for strangers: nothing in it says whose it is, and it leads to the same cause."""

from __future__ import annotations

from generator.diagnosis.diagnose import diagnose
from generator.diagnosis.redaction import redacted
from tests.diagnosis.evidence import Container, Log, bundle, service, task

OWN = "444455556666"
ARN = f"arn:aws:ecs:eu-west-1:{OWN}:task/acme-shop/0123456789abcdef0123456789abcdef"
REASON = (
    f"CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref "
    f"{OWN}.dkr.ecr.eu-west-1.amazonaws.com/acme-web:v9: dial tcp 10.0.1.7:443: i/o timeout"
)


def test_accounts_names_ids_and_addresses_are_gone_and_the_cause_is_not() -> None:
    own = bundle(
        stack="acme-prod",
        account=OWN,
        services=(
            service("acme-web", "(service acme-web) was unable to place a task", subnets=("subnet-0123456789abcdef0",)),
        ),
        tasks=(
            task(
                REASON,
                Container(name="app", image=f"{OWN}.dkr.ecr.eu-west-1.amazonaws.com/acme-web:v9"),
                of="acme-web",
                arn=ARN,
            ),
        ),
        logs=(Log(task=ARN, container="app", group="/ecs/acme-web", stream="s", lines=("listening on 10.0.1.7",)),),
    )
    clean = redacted(own)
    text = clean.model_dump_json()
    assert not [word for word in (OWN, "acme", "10.0.1.7", "subnet-0123456789abcdef0") if word in text]
    assert clean.redacted
    assert [cause.entry for cause in diagnose(clean).causes] == [cause.entry for cause in diagnose(own).causes]
