"""app.yaml as typed settings, one App per environment: what template modules import."""

from generator.config.app import App, Module, Provision, SecretValue
from generator.config.context import architecture, why
from generator.config.names import logical_id, variable
from generator.config.needs import INTERNET, Call, Flow, GeneratedSecret, Group, Needs, Role
from generator.config.protection import DELETION_PROTECTION, deletion_protection
from generator.config.section import Arn, LogRetention, Percent, Port, Refused, Section, Text, matching
from generator.config.service import Service
from generator.errors import InputError, Problem, invalid

__all__ = [
    "DELETION_PROTECTION",
    "INTERNET",
    "App",
    "Arn",
    "Call",
    "Flow",
    "GeneratedSecret",
    "Group",
    "InputError",
    "LogRetention",
    "Module",
    "Needs",
    "Percent",
    "Port",
    "Problem",
    "Provision",
    "Refused",
    "Role",
    "SecretValue",
    "Section",
    "Service",
    "Text",
    "architecture",
    "deletion_protection",
    "invalid",
    "logical_id",
    "matching",
    "variable",
    "why",
]
