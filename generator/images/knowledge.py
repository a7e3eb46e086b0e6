"""What a well-known image holds, told from its reference alone.

What is known stands in ``awsdata/images``, each entry with its source and the month of its state. A repository, a tag
or a digest that is not there answers *unknown*.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from posixpath import basename

from generator.awsdata.images import images, tags
from generator.images.contents import USUAL, Config, ImageFacts, nothing_known
from generator.images.program import Program, absent, present, uncertain
from generator.images.reference import parse


def image(reference: str) -> ImageFacts:
    """Tell what the image behind a reference holds."""
    if reference == "scratch":
        return _facts("scratch", "scratch")
    parsed = parse(reference)
    if not parsed:
        return nothing_known(reference[:200], "it is not an image reference that can be read")
    meanings = tags(parsed.repository)
    if meanings is None:
        return nothing_known(reference, f"{parsed.repository} is not an image whose contents are on record")
    if not parsed.tag:
        return nothing_known(reference, f"a digest does not say which variant of {parsed.repository} it is")
    for meaning in meanings:
        if meaning.match(parsed.tag):
            return _facts(reference, meaning.image)
    return nothing_known(reference, f"the contents of {parsed.repository} under the tag {parsed.tag} are not on record")


@cache
def base(name: str) -> ImageFacts:
    """Unite what an image on record and all that it extends say; the nearer word wins."""
    known = images()[name]
    under = base(known.extends) if known.extends else ImageFacts(image=name)
    because = f"{known.source}; read {known.seen}"
    programs: dict[str, Program] = dict(under.programs)
    for path in known.present:
        programs[basename(path)] = present(because, path) if "/" in path else present(because)
    programs.update({program: absent(because) for program in known.absent})
    for program in known.unsure:
        programs[program] = uncertain(f"not on record for this image ({because})")
    otherwise = absent(because) if known.closed else uncertain(f"not on record for this image ({because})")
    return ImageFacts(
        image=name,
        programs=programs,
        otherwise=otherwise,
        path=(*(known.path or under.path[: -len(USUAL)]), *USUAL),
        family=known.family or under.family,
        merged=known.merged or (under.merged and known.extends != ""),
        wget=known.wget or under.wget,
        config=Config(every_volume=not known.volumes_unknown),
    )


def _facts(reference: str, name: str) -> ImageFacts:
    return replace(base(name), image=reference)
