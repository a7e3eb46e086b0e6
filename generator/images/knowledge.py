"""What a well-known image holds, told from its reference alone.

The tables are in the sibling modules; every entry has its source and the month of its state. Entries that name a
Dockerfile or template of a repository were read there. The base packages of Alpine and Debian, wget in Amazon Linux,
curl in UBI, and the entries of Lambda, Grafana, Envoy, App Mesh and Chainguard are general knowledge, not looked up
again. A repository, a tag or a digest that is not in the tables answers *unknown*.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from posixpath import basename

from generator.images.answer import Program, no, unknown, yes
from generator.images.base import Base, Tags
from generator.images.contents import USUAL, Config, ImageFacts, nothing_known
from generator.images.distributions import DISTRIBUTION_TAGS, DISTRIBUTIONS
from generator.images.languages import LANGUAGE_TAGS, LANGUAGES
from generator.images.minimal import MINIMAL, MINIMAL_TAGS
from generator.images.reference import parse
from generator.images.servers import SERVER_TAGS, SERVERS

BASES: Mapping[str, Base] = {**DISTRIBUTIONS, **MINIMAL, **LANGUAGES, **SERVERS}
REPOSITORIES: Mapping[str, tuple[Tags, ...]] = {**DISTRIBUTION_TAGS, **MINIMAL_TAGS, **LANGUAGE_TAGS, **SERVER_TAGS}
_LAMBDA = "public.ecr.aws/lambda/"
# None of these declares a VOLUME: general knowledge, 2026-11, to be checked in their Dockerfiles. Servers do.
_WITHOUT_VOLUME = frozenset({*DISTRIBUTIONS, *MINIMAL, *LANGUAGES})


def image(reference: str) -> ImageFacts:
    """Tell what the image behind a reference holds."""
    if reference == "scratch":
        return _facts("scratch", "scratch")
    parsed = parse(reference)
    if not parsed:
        return nothing_known(reference[:200], "it is not an image reference that can be read")
    tags = REPOSITORIES.get(parsed.repository)
    if parsed.repository.startswith(_LAMBDA):
        tags = (Tags(r".+", "lambda"),)
    if tags is None:
        return nothing_known(reference, f"{parsed.repository} is not an image whose contents are on record")
    if not parsed.tag:
        return nothing_known(reference, f"a digest does not say which variant of {parsed.repository} it is")
    for each in tags:
        if each.match(parsed.tag):
            return _facts(reference, each.base)
    return nothing_known(reference, f"the contents of {parsed.repository} under the tag {parsed.tag} are not on record")


@cache
def _base(name: str) -> ImageFacts:
    """Unite what a base and all that it extends say; the nearer word wins."""
    base = BASES[name]
    under = _base(base.extends) if base.extends else ImageFacts(image=name)
    because = f"{base.source}; read {base.date}"
    programs: dict[str, Program] = dict(under.programs)
    for path in base.has:
        program = path.lstrip("?") if path.startswith("?") else basename(path)
        programs[program] = yes(because) if path.startswith("?") else yes(because, path)
    programs.update({program: no(because) for program in base.lacks})
    for program in base.unsure:
        programs[program] = unknown(f"not on record for this image ({because})")
    otherwise = no(because) if base.closed else unknown(f"not on record for this image ({because})")
    return ImageFacts(
        image=name,
        programs=programs,
        otherwise=otherwise,
        path=(*(base.path or under.path[: -len(USUAL)]), *USUAL),
        family=base.family or under.family,
        merged=base.merged or (under.merged and base.extends != ""),
        wget=base.wget or under.wget,
    )


def _facts(reference: str, base: str) -> ImageFacts:
    found = _base(base)
    return ImageFacts(
        image=reference,
        programs=found.programs,
        otherwise=found.otherwise,
        path=found.path,
        family=found.family,
        merged=found.merged,
        wget=found.wget,
        config=Config(every_volume=base in _WITHOUT_VOLUME),
    )
