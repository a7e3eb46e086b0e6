"""What macros make of a template that has not gone through them: places that cannot be seen into."""

from __future__ import annotations

from collections.abc import Iterator

from generator.stack.documents import Document, key_in, mark
from generator.stack.instances import TEMPLATE_OF, Instance, Opaque, is_resource

# These change nothing but what they are written into. User Guide, "AWS::..." transforms reference, 2026-11.
_CONFINED = {
    "AWS::CodeDeployBlueGreen",
    "AWS::Include",
    "AWS::LanguageExtensions",
    "AWS::SecretsManager-2020-07-23",
    "AWS::SecretsManager-2024-09-16",
    "AWS::Serverless-2016-10-31",
    "AWS::ServiceCatalog",
}
_INCLUDE = "AWS::Include"
_ADDING = {"AWS::Serverless-2016-10-31", _INCLUDE}
"""Those that add what is written elsewhere, or nowhere. User Guide, "AWS::Include transform", top level, 2026-11."""
_OPAQUE_TYPES = (
    "AWS::Serverless::",
    "AWS::CloudFormation::StackSet",
    "AWS::ServiceCatalog::CloudFormationProvisionedProduct",
)


def rewritten(document: Document) -> str:
    """Say why nothing in this template can be trusted, empty when it can: a macro may rewrite all of it."""
    for name in document.transforms():
        if name not in _CONFINED:
            return f"the macro {name} may rewrite all of {document.name}"
    return ""


def may_add(document: Document) -> bool:
    """Tell whether macros may add resources, parameters or outputs that are not written here."""
    if _ADDING & set(document.transforms()) or "Fn::Transform" in document.template:
        return True
    sections = (document.section(name) for name in ("Resources", "Conditions", "Outputs"))
    return any(generates(key) for section in sections for key in section)


def generates(key: object) -> bool:
    """Tell whether a key stands for what a macro puts in its place."""
    return isinstance(key, str) and (key == "Fn::Transform" or key.startswith("Fn::ForEach"))


def inside(node: object) -> Iterator[str]:
    """The keys in a node that stand for what a macro puts in their place."""
    pending, seen = [node], set[int]()
    while pending:
        current = pending.pop()
        if not isinstance(current, dict | list) or id(current) in seen:
            continue
        seen.add(id(current))
        if isinstance(current, dict):
            yield from (key for key in current if generates(key))
            pending += [inner for key, inner in current.items() if not generates(key)]
        else:
            pending += current


def places(at: Instance) -> Iterator[Opaque]:
    """The places of a stack whose contents only a macro decides."""
    document = at.document
    for key in ("Fn::Transform", "Transform"):
        if key in document.template and (key == "Fn::Transform" or _INCLUDE in document.transforms()):
            yield _place(at, "", key_in(document.template, key), "a macro adds to the template")
    resources = document.section("Resources")
    for key, body in resources.items():
        if generates(key):
            yield _place(at, str(key), key, f"{key} makes resources that are not written here")
        elif is_resource(body) and _makes_others(body["Type"]):
            path, reason = at.prefix + str(key), f"{body['Type']} makes resources of its own"
            # What SAM makes runs in Lambda, with roles and an API of its own; nothing of it is a network or a task. An
            # application is a template that is not seen, and a connector adds policies to roles of others.
            others = ("AWS::Serverless::Connector", "AWS::Serverless::Application")
            apart = body["Type"].startswith("AWS::Serverless::") and body["Type"] not in others
            kind = "apart" if apart else "macro"
            yield Opaque(path, at.address, document.name, *mark(key), reason, kind=kind)
        elif isinstance(body, dict) and "Fn::Transform" in body:
            yield _place(at, str(key), key, "a macro makes this resource")


def _makes_others(kind: str) -> bool:
    return kind not in TEMPLATE_OF and (kind.startswith(_OPAQUE_TYPES) or kind.endswith("::MODULE"))


def _place(at: Instance, name: str, node: object, reason: str) -> Opaque:
    path = at.prefix + name if name else at.address
    return Opaque(path, at.address, at.document.name, *mark(node), reason, whole=True)
