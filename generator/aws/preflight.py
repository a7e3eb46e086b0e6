"""Looks before anything is made: are the account, images, certificates and names as the templates need them?

Only reads. What may not be read, or lies outside of the account, is not a fault: CloudFormation and ECS will say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any
from urllib.request import Request, urlopen

import yaml
from botocore.exceptions import ClientError

from generator.aws.calls import ask, code
from generator.aws.cloud import Caller, Cloud
from generator.aws.names import taken_names
from generator.aws.stacks import Stack
from generator.awsdata.ecr import ecr_image
from generator.changes.leftovers import Left
from generator.changes.plan import Fault
from generator.errors import InputError, Problem
from generator.output.release import Release
from generator.text.short_forms import reader

_INDEXES = {"application/vnd.oci.image.index.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json"}
_MANIFESTS = ["application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json"]
# What ECS calls an architecture, and what images do.
_ARCHITECTURES = {"X86_64": "amd64", "ARM64": "arm64"}


def preflight(
    cloud: Cloud,
    release: Release,
    caller: Caller,
    stack: Stack | None,
    templates: Mapping[str, Any],
    going: Collection[Left] = (),
) -> list[Fault]:
    """Look at everything that has to be there already. ``templates`` are the release's, read, by file name.

    What is ``going`` is removed before anything is made.
    """
    return [
        *_linked_role(cloud, templates),
        *_images(cloud, release, caller, templates),
        *_certificates(cloud, release),
        *taken_names(cloud, stack, templates, lambda text: _filled(text, cloud, caller), going),
    ]


def _images(cloud: Cloud, release: Release, caller: Caller, templates: Mapping[str, Any]) -> Iterator[Fault]:
    wanted = _platforms(templates)
    for text in release.images:
        image = _filled(text, cloud, caller)
        own = ecr_image(image)
        if own is None or own.registry.region != cloud.region:
            continue
        version = {"imageDigest": own.digest} if own.digest else {"imageTag": own.tag or "latest"}
        try:
            answer = ask(
                cloud.client("ecr").batch_get_image,
                registryId=own.registry.account,
                repositoryName=own.repository,
                imageIds=[version],
                acceptedMediaTypes=[*_MANIFESTS, *sorted(_INDEXES)],
            )
        except ClientError as error:
            if code(error) == "RepositoryNotFoundException":
                hint = "deploy the repositories first: python scripts/deploy.py registry, and push the image"
                yield Fault(f"there is no repository {own.repository} for the image {image}", hint)
            continue
        if not answer.get("images"):
            yield Fault(f"there is no image {image}", f"build and push it: docker push {image}")
            continue
        built = _built_for(cloud, own.registry.account, own.repository, answer["images"][0])
        for architecture in sorted(wanted.get(text, set())):
            platform = _ARCHITECTURES.get(architecture, architecture)
            if built and platform not in built:
                what = f"the image {image} is built for {', '.join(sorted(built))}; its task runs on {architecture}"
                yield Fault(what, f"build it for linux/{platform}, or set architecture in app.yaml")


def _filled(text: str, cloud: Cloud, caller: Caller) -> str:
    values = {"AWS::AccountId": caller.account, "AWS::Region": cloud.region, "AWS::URLSuffix": cloud.domain}
    return re.sub(r"\$\{(AWS::\w+)\}", lambda match: values.get(match[1], match[0]), text)


def _platforms(templates: Mapping[str, Any]) -> Mapping[str, set[str]]:
    """The architectures on which each image runs, by the text of the image."""
    architectures: dict[str, set[str]] = {}
    for properties in _properties(templates, "AWS::ECS::TaskDefinition"):
        architecture = (properties.get("RuntimePlatform") or {}).get("CpuArchitecture", "X86_64")
        for container in properties.get("ContainerDefinitions") or ():
            if isinstance(container.get("Image"), str) and isinstance(architecture, str):
                architectures.setdefault(container["Image"], set()).add(architecture)
    return architectures


def _built_for(cloud: Cloud, account: str, repository: str, image: Mapping[str, Any]) -> set[str]:
    """The architectures that an image has; empty when it cannot be read."""
    try:
        manifest = json.loads(image["imageManifest"])
        if manifest.get("mediaType", image.get("imageManifestMediaType")) in _INDEXES:
            platforms = [entry.get("platform") or {} for entry in manifest["manifests"]]
            linux = {platform["architecture"] for platform in platforms if platform.get("os", "linux") == "linux"}
            return linux - {"unknown"}
        answer = ask(
            cloud.client("ecr").get_download_url_for_layer,
            registryId=account,
            repositoryName=repository,
            layerDigest=manifest["config"]["digest"],
        )
        url = str(answer["downloadUrl"])
        if not url.startswith("https://"):
            return set()
        with urlopen(Request(url), timeout=10) as body:  # noqa: S310
            return {json.loads(body.read(1_000_000))["architecture"]}
    except (ClientError, OSError, ValueError, KeyError, TypeError, AttributeError):
        return set()


def _certificates(cloud: Cloud, release: Release) -> Iterator[Fault]:
    for arn in release.certificates:
        if not arn.startswith("arn:"):
            continue
        region = arn.split(":")[3]
        if region != cloud.region:
            hint = f"request one in {cloud.region}, and name it in app.yaml"
            yield Fault(
                f"the certificate {arn} is in {region}, and a load balancer takes certificates of its own region only",
                hint,
            )
            continue
        try:
            status = ask(cloud.client("acm").describe_certificate, CertificateArn=arn)["Certificate"].get("Status")
        except ClientError as error:
            if code(error) == "ResourceNotFoundException":
                yield Fault(
                    f"there is no certificate {arn}",
                    "request one, and name it in app.yaml: load_balancer.certificate_arn",
                )
            continue
        if status != "ISSUED":
            ways = {"PENDING_VALIDATION": "add the DNS record that ACM shows, and wait until it is issued"}
            yield Fault(
                f"the certificate {arn} is {status}",
                ways.get(str(status), "request a new one, and name it in app.yaml"),
            )


def _linked_role(cloud: Cloud, templates: Mapping[str, Any]) -> Iterator[Fault]:
    """Find out whether ECS has its service-linked role, which it makes with the first cluster, and not in time.

    "Unable to assume the service linked role. Please verify that the ECS service linked role exists", and the second
    try works (github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/818, read 2026-11). A template
    cannot make it: that fails where it exists.
    """
    if not any(True for type_ in ("AWS::ECS::Cluster", "AWS::ECS::Service") for _ in _properties(templates, type_)):
        return
    try:
        ask(cloud.client("iam").get_role, RoleName="AWSServiceRoleForECS")
    except ClientError as error:
        if code(error) == "NoSuchEntity":
            what = "this account has no role AWSServiceRoleForECS, without which ECS can make no cluster"
            yield Fault(what, "make it, once: aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com")


def _properties(templates: Mapping[str, Any], type_: str) -> Iterator[Mapping[str, Any]]:
    for template in templates.values():
        for resource in (template.get("Resources") or {}).values():
            if resource.get("Type") == type_:
                yield resource.get("Properties") or {}


def _text_of_sub(tag: str, value: Any) -> str | None:
    return value if tag == "!Sub" and isinstance(value, str) else None


_yaml = reader(_text_of_sub)


def read(release: Release) -> Mapping[str, Any]:
    """Read the release's templates. Of the short forms of functions, ``!Sub`` keeps its text; others become None.

    Raises InputError for one that has no resources.
    """
    return {name: _read(release, name, text) for name, text in release.templates.items()}


def _read(release: Release, name: str, text: str) -> Mapping[str, Any]:
    try:
        content = _yaml(text)
    except yaml.YAMLError as error:
        raise InputError([Problem((), f"is no template: {error}", where=str(release.folder / name))]) from None
    resources = content.get("Resources") if isinstance(content, dict) else None
    if not isinstance(resources, dict) or not all(isinstance(resource, dict) for resource in resources.values()):
        raise InputError([Problem((), "is no template: it has no resources", where=str(release.folder / name))])
    return dict(content)
