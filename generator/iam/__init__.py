"""IAM, evaluated offline: yes, no, or unknown with a reason.

Pages of the AWS documentation that modules name were read whole in a copy of 2023. In 2026-11 only what they say of
resources, several condition keys, endpoints, ECR and KMS was compared with the current text.

``decide`` answers whether a caller may do something; ``Text`` and ``Token`` carry what a template does not spell out;
``managed_policy`` gives what AWS's own policies say.
"""

from generator.iam.context import ABSENT, Context, Perhaps
from generator.iam.decision import Decision, decide
from generator.iam.document import refused
from generator.iam.grammar import Kind
from generator.iam.managed import managed_policy
from generator.iam.principal import Caller
from generator.iam.text import UNKNOWN, Symbolic, Text, Token, Unknown, text

__all__ = [
    "ABSENT",
    "UNKNOWN",
    "Caller",
    "Context",
    "Decision",
    "Kind",
    "Perhaps",
    "Symbolic",
    "Text",
    "Token",
    "Unknown",
    "decide",
    "managed_policy",
    "refused",
    "text",
]
