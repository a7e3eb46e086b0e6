"""The server's side of ``seed``."""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from ministack.core.responses import get_account_id, now_iso, request_scope
from ministack.services import acm, ecr, iam

from generator.awsdata.ecr import ecr_image
from generator.rehearsal.server import ACCOUNT

_INDEX = "application/vnd.oci.image.index.v1+json"
_PRETENDED = "pretended"
MISSING = "missing"
"""An image whose tag contains this word is never pushed, and its repository is there: a way to rehearse that."""


def plant(text: bytes) -> None:
    """Make the images and certificates that a request names, in its region, in an account that has used ECS before."""
    wanted = json.loads(text)
    _linked_role()
    with request_scope(ACCOUNT, wanted["region"]):
        here = (get_account_id(), wanted["region"])
        images = [image for image in map(ecr_image, wanted["images"]) if image]
        own = [image for image in images if (image.registry.account, image.registry.region) == here]
        _forget({image.repository for image in own})
        for image in own:
            _push(image.repository, image.tag or ("" if image.digest else "latest"), image.digest or None)
    for arn in wanted["certificates"]:
        _issue(arn)


def _linked_role() -> None:
    with request_scope(ACCOUNT, "us-east-1"):  # IAM knows no regions
        trust = {"Effect": "Allow", "Principal": {"Service": "ecs.amazonaws.com"}, "Action": "sts:AssumeRole"}
        role = {
            "RoleName": "AWSServiceRoleForECS",
            "Path": "/aws-service-role/ecs.amazonaws.com/",
            "AssumeRolePolicyDocument": json.dumps({"Version": "2012-10-17", "Statement": [trust]}),
        }
        iam._create_role({key: [value] for key, value in role.items()})  # refuses it, if it is there


def _forget(repositories: set[str]) -> None:
    for name, repository in list(ecr._repositories.items()):
        if repository.get(_PRETENDED) and name not in repositories:
            ecr._repositories.pop(name, None)
            ecr._images.pop(name, None)


def _push(repository: str, tag: str, digest: str | None) -> None:
    """Push an image, as an index of both architectures, unless it is there."""
    if repository not in ecr._repositories:
        ecr._create_repository({"repositoryName": repository})
        ecr._repositories[repository][_PRETENDED] = True
    held = ecr._images[repository]
    if MISSING in tag or any(
        (tag and tag in image.get("imageTags", [])) or image["imageDigest"] == digest for image in held
    ):
        return
    manifests = [
        {
            "mediaType": "application/vnd.oci.image.manifest.v1+json",
            "digest": f"sha256:{sha256(f'{repository}:{tag}:{architecture}'.encode()).hexdigest()}",
            "size": 1024,
            "platform": {"architecture": architecture, "os": "linux"},
        }
        for architecture in ("amd64", "arm64")
    ]
    manifest = json.dumps({"schemaVersion": 2, "mediaType": _INDEX, "manifests": manifests})
    request: dict[str, Any] = {"repositoryName": repository, "imageManifest": manifest}
    request |= {"imageManifestMediaType": _INDEX}
    ecr._put_image(request | ({"imageTag": tag} if tag else {}) | ({"imageDigest": digest} if digest else {}))


def _issue(arn: str) -> None:
    """Have ACM hold a certificate of this ARN."""
    parts = arn.split(":")
    if len(parts) < 6 or parts[2] != "acm":
        return
    with request_scope(parts[4], parts[3]):
        if arn in acm._certificates:
            return
        acm._request_certificate({"DomainName": "local.example"})
        made = max(acm._certificates.items(), key=lambda entry: str(entry[1]["CreatedAt"]))[0]
        certificate = acm._certificates.pop(made)
        acm._certificates[arn] = {**certificate, "CertificateArn": arn, "CreatedAt": now_iso()}
