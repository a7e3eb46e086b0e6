"""Pull-through cache rules: which images of a private registry come from another one the first time."""

from __future__ import annotations

from difflib import get_close_matches

from generator.awsdata.ecr import cache_prefixes
from generator.ecs.secrets.registries import Origin
from generator.ecs.texts import literal
from generator.logic import Truth
from generator.stack import Absent, Graph, Literal, Resource, Text, Value

_RULE, _TEMPLATE = "AWS::ECR::PullThroughCacheRule", "AWS::ECR::RepositoryCreationTemplate"
_ALIKE = 0.75
"""How alike two prefixes are that hardly mean two things: quay and quayio, dockerhub and docker-hub."""
_ROOT = "ROOT"
"""As a prefix it stands for every repository. Source: CloudFormation Template Reference, both types; read 2026-11."""
_DOCKER_HUB, _AS_SUGGESTED = "registry-1.docker.io", "docker-hub"
_ASKS_FOR_MORE = ("RepositoryPolicy", "EncryptionConfiguration", "CustomRoleArn", "LifecyclePolicy")
"""What a creation template can give a repository that keeps somebody from pulling."""


def cached_by(graph: Graph, image: Origin) -> Resource | None:
    """The rule of these templates that an image certainly comes through."""
    found = [rule for rule in graph.of_type(_RULE) if _covers(rule.get("EcrRepositoryPrefix"), image.name) is Truth.YES]
    return found[0] if found else None


def perhaps_cached(graph: Graph, image: Origin) -> str:
    """Say why an image may come through a cache; empty where nothing tells of one."""
    for rule in graph.of_type(_RULE):
        if _covers(rule.get("EcrRepositoryPrefix"), image.name) is Truth.UNKNOWN:
            return f"whether {rule} is for the repository is not known here"
    first = _beginning(image.name).partition("/")
    if image.resource is None and first[1] and first[0] in cache_prefixes():
        return f"{first[0]}/ is a prefix that ECR suggests for pull-through caches"
    return ""


def made_by_template(graph: Graph, image: Origin) -> Resource | None:
    """The creation template that may have made the repository of an image, and that may keep somebody from pulling."""
    if image.resource is not None:
        return None
    for made in graph.of_type(_TEMPLATE):
        more = any(not isinstance(made.get(name), Absent) for name in _ASKS_FOR_MORE)
        if more and _covers(made.get("Prefix"), image.name) is not Truth.NO:
            return made
    return None


def nearly_cached(graph: Graph, image: Origin) -> str:
    """Say which rule has nearly the prefix that an image has, where none has it; empty where there is no such rule."""
    first, _, rest = _beginning(image.name).partition("/")
    if image.resource is not None or not rest or cached_by(graph, image) is not None:
        return ""
    prefixes = {written.rstrip("/"): rule for rule in graph.of_type(_RULE) if (written := _written(rule)) != _ROOT}
    near = get_close_matches(first, prefixes, 1, _ALIKE)
    return f"no rule is for {first}/, and {prefixes[near[0]]} is for {near[0]}/" if near else ""


def _written(rule: Resource) -> str:
    return literal(rule.get("EcrRepositoryPrefix")) or _ROOT


def lacks_library(rule: Resource | None, image: Origin) -> bool:
    """Tell whether an image that comes from Docker Hub has no namespace, not even that of official images.

    Without a rule of these templates it comes through one that is called as ECR suggests. Source: ECR User Guide,
    "Pulling an image with a pull through cache rule in Amazon ECR" (for official images of Docker Hub, the /library
    prefix must be included); read 2026-11.
    """
    name = image.name
    if image.resource is not None or not isinstance(name, Literal):
        return False
    if rule is None:
        first, _, rest = name.text.partition("/")
        return first == _AS_SUGGESTED and bool(rest) and "/" not in rest
    prefix = literal(rule.get("EcrRepositoryPrefix"))
    upstream = rule.get("UpstreamRepositoryPrefix")
    if literal(rule.get("UpstreamRegistryUrl")) != _DOCKER_HUB or prefix is None:
        return False
    if not isinstance(upstream, Absent) and literal(upstream) != _ROOT:
        return False  # It is put before the name.
    return "/" not in name.text.removeprefix("" if prefix == _ROOT else prefix.rstrip("/") + "/")


def _covers(prefix: Value, name: Value | None) -> Truth:
    written = literal(prefix)
    if written is None or name is None:
        return Truth.YES if name is not None and _begins_with(name, prefix) else Truth.UNKNOWN
    if written == _ROOT:
        return Truth.YES
    wanted, beginning = written.rstrip("/") + "/", _beginning(name)
    if beginning.startswith(wanted):
        return Truth.YES
    if isinstance(name, Literal) or not wanted.startswith(beginning):
        return Truth.NO
    return Truth.UNKNOWN


def _begins_with(name: Value, prefix: Value) -> bool:
    """Whether the same value stands at the beginning of a name, with a slash behind it."""
    if not isinstance(name, Text) or name.parts[0] != prefix:
        return False
    behind = name.parts[1]
    return isinstance(behind, Literal) and behind.text.startswith("/")


def _beginning(name: Value | None) -> str:
    """As much of a name as is written out at its beginning."""
    first = name.parts[0] if isinstance(name, Text) else name
    return first.text if isinstance(first, Literal) else ""
