"""What ECR refuses of repositories, of rules that fetch through, and of copies."""

from __future__ import annotations

import json
from collections.abc import Iterator

from generator.ecs.secrets.secret_keys import keys_of_created
from generator.ecs.tasks import items
from generator.ecs.texts import literal
from generator.refusals.refusal import Refusals, Surely
from generator.refusals.values_at import values_at
from generator.stack import Absent, Graph, Literal, Mapping, Resource

_LOGINS = "ecr-pullthroughcache/"
_KEYS = frozenset({"username", "accessToken"})
"""Source: ECR User Guide, "Storing your upstream repository credentials in an AWS Secrets Manager secret" (the keys are
username and accessToken, as they are written); when ECR reads them is not said; read 2026-11."""
_WITH_LOGIN = ("registry-1.docker.io", "ghcr.io", "registry.gitlab.com")
"""Registries that a rule fetches from with a login only. Source: ECR API Reference, CreatePullThroughCacheRule (their
addresses); read 2026-11. Of Docker Hub, aws-controllers-k8s #2589 ("The specified upstream registry requires
authentication"), of GitHub, containers-roadmap #2414, read 2026-11; of GitLab from memory."""


def repository_settings(_graph: Graph, repository: Resource) -> Iterator[str]:
    """Sources: ECR API Reference, EncryptionConfiguration and CreateRepository (filters are of IMMUTABLE_WITH_EXCLUSION
    and MUTABLE_WITH_EXCLUSION); ECR User Guide, "Repository policies" (no Resource); not looked up, 2026-11.
    EncryptionConfiguration (a key with KMS); "Lifecycle policy properties" (tagStatus any has the highest priority), an
    excerpt, and "Examples of lifecycle policies" (storageClass of a selection), an excerpt; read 2026-11. Whether each
    class of storage has a last rule of its own was not looked up: it is let be."""
    kind = literal(repository.get("EncryptionConfiguration", "EncryptionType"))
    if kind == "AES256" and not isinstance(repository.get("EncryptionConfiguration", "KmsKey"), Absent):
        yield f"EncryptionConfiguration of {repository} has a KmsKey, which AES256 does not use"
    filters = list(items(repository.get("ImageTagMutabilityExclusionFilters")))
    if filters and literal(repository.get("ImageTagMutability")) in ("MUTABLE", "IMMUTABLE"):
        yield f"{repository} has ImageTagMutabilityExclusionFilters, and its ImageTagMutability takes none"
    for value in values_at(repository.get("RepositoryPolicyText"), ("Statement",)):
        if isinstance(value, Mapping) and not isinstance(value.get("Resource"), Absent):
            yield f"RepositoryPolicyText of {repository} has a Resource, which the policy of a repository has not"
    if _any_first(literal(repository.get("LifecyclePolicy", "LifecyclePolicyText"))):
        yield f"LifecyclePolicyText of {repository} has a rule for any images that is not the last one"


def _any_first(text: str | None) -> bool:
    """Whether a rule for any images is not the last of those of its own class of storage."""
    try:
        rules = [(each["rulePriority"], each["selection"]) for each in json.loads(text or "")["rules"]]
        last: dict[str, int] = {}
        for place, chosen in rules:
            kind = chosen.get("storageClass", "standard")
            last[kind] = max(last.get(kind, place), place)
        return any(
            chosen["tagStatus"] == "any" and place < last[chosen.get("storageClass", "standard")]
            for place, chosen in rules
        )
    except (ValueError, KeyError, TypeError):
        return False


_LOGIN = "ecr-pullthroughcache/"
"""What the name of the secret has to begin with.

Sources: ECR User Guide, "Storing your upstream repository credentials in an AWS Secrets Manager secret";
CloudFormation, AWS::ECR::PullThroughCacheRule, CredentialArn (its pattern); from memory, 2026-11.
"""


def pull_through_rule(graph: Graph, rule: Resource) -> Iterator[str]:
    host = literal(rule.get("UpstreamRegistryUrl")) or ""
    if isinstance(rule.get("CredentialArn"), Absent) and (host in _WITH_LOGIN or host.endswith(".azurecr.io")):
        said = f"{rule} fetches from {host}, and has no CredentialArn"
        yield Surely(said, rule, "UpstreamRegistryUrl", change="CredentialArn: a secret with the login of the registry")
    secret = graph.target(rule.get("CredentialArn"), "AWS::SecretsManager::Secret")
    name = literal(secret.get("Name")) if secret else None
    keys = keys_of_created(graph, secret).names if secret is not None else None
    if keys is not None and not keys >= _KEYS and not host.endswith(".amazonaws.com"):
        yield (
            f"{rule} logs in with {secret}, which has {', '.join(sorted(keys)) or 'no keys'}, and ECR reads "
            f"{' and '.join(sorted(_KEYS, reverse=True))} of it"
        )
    unnamed = secret is not None and isinstance(secret.get("Name"), Absent)
    if secret is not None and (unnamed or (name is not None and not name.startswith(_LOGIN))):
        said = f"{rule} logs in with {secret}, whose name does not begin with {_LOGIN}"
        yield Surely(said, rule, "CredentialArn", change=f"Name of {secret}: {_LOGIN} and a name")


def login_of_rule(graph: Graph, rule: Resource) -> Iterator[str]:
    """Say which rule has its login in a secret of another name than ECR takes.

    Source: CloudFormation Template Reference, AWS::ECR::PullThroughCacheRule, CredentialArn (the pattern of its ARN);
    read 2026-11. A secret without a Name is named after its stack.
    """
    secret = graph.target(rule.get("CredentialArn"), "AWS::SecretsManager::Secret")
    name = secret.get("Name") if secret else None
    called = f"is called {name.text[:60]}" if isinstance(name, Literal) else "has no Name"
    if isinstance(name, Absent) or (isinstance(name, Literal) and not name.text.startswith(_LOGINS)):
        yield f"the secret {secret} of {rule} {called}, and ECR takes those whose name begins with {_LOGINS}"


def replication(graph: Graph, copies: Resource) -> Iterator[str]:
    """Source: ECR API Reference, ReplicationDestination (another Region of the own registry, or another one); read
    2026-11. That the same Region of the same registry is refused was not looked up."""
    here = literal(graph.pseudo("AWS::Region"))
    way = ("ReplicationConfiguration", "Rules", "*", "Destinations", "*")
    for value in values_at(copies.get(), way):
        same = isinstance(value, Mapping) and here is not None and literal(value.get("Region")) == here
        if same and isinstance(value, Mapping) and value.get("RegistryId") == graph.pseudo("AWS::AccountId"):
            yield f"{copies} copies images to {here} of this account, where they are"


def lifecycle(_graph: Graph, repository: Resource) -> Iterator[str]:
    """Source: ECR User Guide, "Lifecycle policy properties in Amazon ECR"; read 2026-11 (that 0 is no countNumber, from
    memory)."""
    text = literal(repository.get("LifecyclePolicy", "LifecyclePolicyText"))
    if text is None:
        return
    try:
        rules = json.loads(text)["rules"]
        chosen = [each["selection"] for each in rules]
        priorities = [each["rulePriority"] for each in rules]
        kinds = [(each["tagStatus"], each["countType"], each) for each in chosen]
    except (ValueError, KeyError, TypeError):
        yield f"LifecyclePolicyText of {repository} is no policy: JSON with rules, each with a selection, is taken"
        return
    if len({str(each) for each in priorities}) < len(priorities):
        yield f"two rules of the lifecycle of {repository} have one rulePriority"
    for status, counted, selection in kinds:
        if selection.get("countNumber") in (0, "0"):
            yield f"a rule of the lifecycle of {repository} counts 0, and one is the least"
        if status == "tagged" and not (selection.get("tagPrefixList") or selection.get("tagPatternList")):
            yield f"a rule of the lifecycle of {repository} is for tagged images, and names no tags"
        if counted == "sinceImagePushed" and selection.get("countUnit") != "days":
            yield f"a rule of the lifecycle of {repository} counts from the push, and has no countUnit of days"
        if counted == "imageCountMoreThan" and "countUnit" in selection:
            yield f"a rule of the lifecycle of {repository} counts images, and has a countUnit"


REFUSALS: Refusals = {
    "AWS::ECR::Repository": (
        repository_settings,
        lifecycle,
    ),
    "AWS::ECR::PullThroughCacheRule": (
        pull_through_rule,
        login_of_rule,
    ),
    "AWS::ECR::ReplicationConfiguration": (replication,),
}
