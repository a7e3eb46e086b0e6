"""The private registries of ECR: their hosts, and references to images in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from generator.awsdata.load import Fact, Table, Words
from generator.awsdata.regions import domains


@dataclass(frozen=True, kw_only=True)
class HostForm(Fact):
    """One form of a registry's host, of ``{account}``, ``{region}`` and ``{domain}``."""

    form: str

    @property
    def pattern(self) -> str:
        """The form as a regular expression with the groups ``account`` and ``region``."""
        pieces = {
            "account": r"(?P<account>[0-9]{12})",
            "region": r"(?P<region>[a-z0-9-]+)",
            "domain": f"(?:{'|'.join(map(re.escape, sorted(domains())))})",
        }
        return re.sub(r"\\\{(\w+)\\\}", lambda match: pieces[match[1]], re.escape(self.form))


@dataclass(frozen=True)
class Registry:
    """A private registry, by the host that a reference names. ``plain`` is the form that PrivateLink serves."""

    account: str
    region: str
    plain: bool


@dataclass(frozen=True)
class EcrImage:
    """An image in a private registry. ``tag`` and ``digest`` are empty where a reference has none."""

    registry: Registry
    repository: str
    tag: str
    digest: str


_HOSTS = Table("ecr.yaml", "hosts", HostForm)
_PREFIXES = Table("ecr.yaml", "cache_prefixes", Words)
_OPEN = Table("ecr.yaml", "open_repositories", Words)
TABLES = (_HOSTS, _OPEN, _PREFIXES)
PLAIN = "plain"


def plain_host(account: str, region: str, domain: str) -> str:
    """Name the host of a private registry in its usual form."""
    return _HOSTS.entries[PLAIN].form.format(account=account, region=region, domain=domain)


@cache
def between_account_and_region() -> str:
    """What stands in the usual form between the account and the region."""
    return _HOSTS.entries[PLAIN].form.partition("{account}")[2].partition("{region}")[0]


def admits_everybody(account: str, repository: str) -> bool:
    """Tell whether a private repository is one of AWS's own, which every account may pull from."""
    known = _OPEN.entries.get(repository)
    return known is not None and account in known.words


def cache_prefixes() -> tuple[str, ...]:
    """The prefixes that ECR suggests for pull-through caches, as in ``docker-hub/library/nginx``."""
    return _PREFIXES.entries["suggested"].words


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(known.pattern)) for name, known in _HOSTS.entries.items())


def registry(host: str) -> Registry | None:
    """Read the host of a private registry in any of its forms; None for any other host."""
    for name, pattern in _patterns():
        if match := pattern.fullmatch(host):
            return Registry(match["account"], match["region"], name == PLAIN)
    return None


def ecr_image(reference: str) -> EcrImage | None:
    """Read a reference to an image in a private registry; None for one that is elsewhere."""
    host, _, rest = reference.partition("/")
    known = registry(host)
    match = re.fullmatch(r"(?P<repository>[^:@]+)(?::(?P<tag>[^@]*))?(?:@(?P<digest>.*))?", rest)
    if known is None or match is None:
        return None
    return EcrImage(known, match["repository"], match["tag"] or "", match["digest"] or "")
