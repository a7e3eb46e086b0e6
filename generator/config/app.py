"""One environment of app.yaml, ready for templates, and what template modules give and take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from generator.config.needs import Needs
from generator.config.section import Section
from generator.config.service import Service
from generator.errors import Problem

if TYPE_CHECKING:
    from troposphere import Template

Profile = Literal["dev", "prod"]


@dataclass(frozen=True)
class SecretValue:
    """A value that ECS injects from a secret: the secret's ARN, and the key in its JSON (empty: the whole)."""

    arn: Any
    key: str = ""


@dataclass(frozen=True)
class Provision:
    """What a service gets by naming a store in ``uses``.

    ``group`` is the client security group its tasks carry, ``ready`` the Output that exists once the store
    can be used: the service is created after it. Values of ``environment`` are text, or ``Ref`` and ``Sub`` of
    Outputs, for what is known only once the store exists, such as its host. ``ca_bundle`` is the file, in the image of
    whoever uses the store, that holds the authorities its certificate is signed by, when images do not know them: a
    service gets the variable by which its runtime is told of such a file. ``engine`` is what its clients speak:
    ``postgres``, ``mysql``, or empty where that tells nothing about them.
    """

    port: int
    group: str
    environment: Mapping[str, Any] = field(default_factory=dict)
    secrets: Mapping[str, SecretValue] = field(default_factory=dict)
    ready: str = ""
    ca_bundle: str = ""
    engine: str = ""


@dataclass(frozen=True)
class App:
    """Everything app.yaml says about one environment.

    ``sections`` holds the Settings of each template module by the module's section; a section that holds many
    entries (``services``) is a mapping of name to Settings. ``declared`` holds every entry's name, the invalid
    ones too, so that one mistake does not make others appear.
    """

    name: str
    environment: str
    profile: Profile
    region: str
    tags: Mapping[str, str]
    sections: Mapping[str, Any]
    declared: frozenset[str] = frozenset()
    partial: frozenset[str] = frozenset()
    """Names of sections and entries with settings left out because they were wrong: conclude nothing from these."""
    provided: Mapping[str, Provision] = field(default_factory=dict)

    @property
    def stack(self) -> str:
        """The root stack's name, and the prefix of every name that must differ between environments."""
        return f"{self.name}-{self.environment}"

    @property
    def namespace(self) -> str:
        """Private DNS domain in which services find each other."""
        cluster = self.sections.get("cluster")
        return getattr(cluster, "namespace", None) or f"{self.name}.local"

    @property
    def services(self) -> Mapping[str, Service]:
        """Settings of every service, by name."""
        services: Mapping[str, Service] = self.sections.get("services", {})
        return services

    @cached_property
    def _names(self) -> Mapping[int, str]:
        tables = [section for section in self.sections.values() if isinstance(section, Mapping)]
        return {id(settings): name for table in tables for name, settings in table.items()}

    def name_of(self, settings: Section) -> str:
        """The name under which these very settings stand in a section of many entries."""
        return self._names[id(settings)]


@dataclass(frozen=True)
class Module:
    """A template module: the one file that turns a section of app.yaml into a kind of nested stack.

    ``build`` returns an empty Template for a stack that this app does not need. ``each`` is true when the section
    is a mapping and every entry becomes a stack; ``after`` names sections whose stacks must be complete first
    although no value of theirs is taken; ``root`` is true for a stack deployed on its own. ``check`` gives what is
    refused, ``notes`` what is built all the same and somebody should know before it is deployed.
    """

    name: str
    section: str
    settings: type[Section]
    build: Callable[[Any, App, Needs], Template]
    needs: Callable[[Any, App], Needs] | None = None
    provides: Callable[[Any], Provision] | None = None
    check: Callable[[Any, App], Iterable[Problem]] | None = None
    notes: Callable[[Any, App], Iterable[Problem]] | None = None
    dev: Mapping[str, Any] = field(default_factory=dict)
    each: bool = False
    root: bool = False
    after: tuple[str, ...] = ()
    file: str = ""
    summary: str = ""
    """First line of its docstring: the Description of its stacks."""
