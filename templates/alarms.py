"""The topic that every alarm reports to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field
from troposphere import Output, Ref, Template, sns

from generator.config import App, Needs, Problem, Section, Text, matching, why


class Settings(Section):
    """Alarms of services and stores."""

    enabled: bool = True
    """Whether alarms are made. Off in the dev profile."""
    email: Annotated[
        Annotated[Text, matching(r"[^@\s]+@[^@\s]+\.[^@\s]+", "an address such as team@example.com")] | None,
        Field(examples=["team@example.com"]),
    ] = None
    """Who is told when an alarm goes off; must confirm by mail."""


DEV = {"enabled": False}


def notes(settings: Settings, app: App) -> Iterator[Problem]:
    """Say that alarms reach nobody."""
    if settings.enabled and settings.email is None and (app.services or "database" in app.sections):
        what = f"is missing: alarms of {app.environment} go off, and nobody is told"
        hint = "set it, or subscribe to the topic AlarmTopic; `alarms: {enabled: false}` for none"
        yield Problem(("alarms", "email"), what, hint=hint)


def build(settings: Settings, app: App, needs: Needs) -> Template:
    """Build the topic and its subscription."""
    t = Template()
    if not settings.enabled:
        return t
    t.add_resource(sns.Topic("AlarmTopic", KmsMasterKeyId=Ref("DataKeyArn"), Metadata=why("Every alarm reports here")))
    if settings.email:
        t.add_resource(
            sns.SubscriptionResource(
                "AlarmEmail", TopicArn=Ref("AlarmTopic"), Protocol="email", Endpoint=settings.email
            )
        )
    t.add_output(Output("AlarmTopicArn", Value=Ref("AlarmTopic")))
    return t
