"""Execution and task roles of every service, policies attached."""

from __future__ import annotations

from troposphere import Template

from generator.config import App, Needs, Section, architecture

from ._roles import add_role


class Settings(Section):
    """Roles have no settings: they follow from what the services name."""


def build(settings: Settings, app: App, needs: Needs) -> Template:
    """Build a role and its policy for each role asked for."""
    t = Template()
    t.set_metadata(architecture("An execution role a service, to start its tasks, and a task role for its own code"))
    for role in needs.roles:
        add_role(t, role)
    return t
