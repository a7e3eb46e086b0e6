"""deploy.json: what a deployment needs to know beside the templates, and the digest of each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from generator.compose import ROOT_FILE, Composition

FILE = "deploy.json"


def manifest(composition: Composition, stack: str, texts: Mapping[str, str]) -> str:
    """Write deploy.json for a set of templates, by file name, that is deployed as ``stack``."""
    app = composition.app
    resources = [resource for body in composition.bodies.values() for resource in body["Resources"].values()]
    named = _values([resource.get("Properties") for resource in resources], {"Image", "CertificateArn"})
    content = {
        "app": app.name,
        "environment": app.environment,
        "stack": stack,
        "region": app.region,
        "template": ROOT_FILE,
        "capabilities": ["CAPABILITY_IAM"] if any(_types(composition, "AWS::IAM::")) else [],
        "tags": dict(sorted({"application": app.name, "environment": app.environment, **app.tags}.items())),
        "protection": {"termination": app.profile == "prod"},
        "images": sorted(named["Image"]),
        "certificates": sorted(named["CertificateArn"]),
        "files": {file: digest(texts[file]) for file in sorted(texts)},
    }
    return json.dumps(content, indent=2) + "\n"


def digest(text: str) -> str:
    """The digest that deploy.json holds of a file's text."""
    return "sha256:" + sha256(text.encode()).hexdigest()


def _types(composition: Composition, prefix: str) -> Iterator[str]:
    for body in composition.bodies.values():
        types = (resource["Type"] for resource in body["Resources"].values())
        yield from (type_name for type_name in types if type_name.startswith(prefix))


def _values(data: Any, wanted: set[str]) -> dict[str, set[str]]:
    """The values of every key that is wanted, an ``Fn::Sub`` as its text."""
    texts: dict[str, set[str]] = {key: set() for key in wanted}
    pending = [data]
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            for key in value.keys() & wanted:
                inner = value[key]
                texts[key].add(str(inner["Fn::Sub"] if isinstance(inner, dict) and "Fn::Sub" in inner else inner))
            value = list(value.values())
        if isinstance(value, list):
            pending += [inner for inner in value if isinstance(inner, dict | list)]
    return texts
