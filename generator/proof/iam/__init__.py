"""IAM, evaluated offline: yes, no, or unknown with a reason.

Pages of the AWS documentation that modules name were read whole in a copy of 2023. In 2026-11 only what they say of
resources, several condition keys, endpoints, ECR and KMS was compared with the current text.

``decide`` is the question; ``Text`` and ``Token`` carry what a template does not spell out; ``managed_policy`` knows
what AWS's own policies say.
"""

from generator.proof.iam.answer import Verdict
from generator.proof.iam.context import ABSENT, Context
from generator.proof.iam.decision import Decision, decide
from generator.proof.iam.document import refused
from generator.proof.iam.managed import managed_policy
from generator.proof.iam.principal import Caller
from generator.proof.iam.statement import Kind
from generator.proof.iam.text import UNKNOWN, Symbolic, Text, Token, Unknown, text

__all__ = [
    "ABSENT",
    "UNKNOWN",
    "Caller",
    "Context",
    "Decision",
    "Kind",
    "Symbolic",
    "Text",
    "Token",
    "Unknown",
    "Verdict",
    "decide",
    "managed_policy",
    "refused",
    "text",
]
