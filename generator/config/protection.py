"""Protection from deletion as one parameter of the root: on, unless whoever creates the stack says otherwise.

A database or load balancer that refuses deletion keeps a first creation that fails from being rolled back, and the
stack from being made again. So a deployment creates them without, and turns it on as soon as the creation succeeded.
"""

from __future__ import annotations

from troposphere import Parameter, Ref, Template

DELETION_PROTECTION = "DeletionProtection"
"""The parameter's name, in the root and in each nested stack that has something to protect."""


def deletion_protection(t: Template) -> Ref:
    """Declare the parameter in a template, and give what refers to it: the text ``true`` or ``false``."""
    if DELETION_PROTECTION not in t.parameters:
        t.add_parameter(
            Parameter(
                DELETION_PROTECTION,
                Type="String",
                Default="true",
                AllowedValues=["true", "false"],
                Description="Whether what holds data, and what names lead to, refuses to be deleted",
            )
        )
    return Ref(DELETION_PROTECTION)
