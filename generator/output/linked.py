"""Templates with the addresses of their children filled in, each under a name made of its content."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

import yaml

from generator.errors import InputError, Problem, invalid


@dataclass(frozen=True)
class Linked:
    """A template ready for upload: its text, and the name that says what is in it."""

    file: str
    text: str

    @property
    def digest(self) -> str:
        """SHA-256 of the text, in hexadecimal."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def key(self) -> str:
        """The object's key: the same text has the same key, wherever and whenever it is uploaded."""
        return f"templates/{self.digest}.yaml"


def linked(templates: Mapping[str, str], root: str, address: Callable[[str], str]) -> list[Linked]:
    """Fill in TemplateURLs, children before the templates that name them; ``root`` comes last.

    ``address`` gives the URL of a key. Nothing but the TemplateURLs differs from the given texts. Raises InputError for
    a template that contains itself or is not YAML, and for a child that is not among the templates.
    """
    done: dict[str, Linked] = {}

    def visit(file: str, above: tuple[str, ...]) -> Linked:
        if file in above:
            raise invalid("a template contains itself", got=" -> ".join((*above, file)))
        if file not in done:
            text = templates[file]
            for start, end, child in reversed(list(_links(text, file))):
                if child not in templates:
                    what = f"names the template {child}, which deploy.json does not"
                    raise InputError([Problem((), what, where=file)])
                text = text[:start] + address(visit(child, (*above, file)).key) + text[end:]
            done[file] = Linked(file, text)
        return done[file]

    visit(root, ())
    return list(done.values())


def _links(text: str, file: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and value of every relative TemplateURL, in the order of the text."""
    if "TemplateURL" not in text:
        return
    try:
        document = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise InputError([Problem((), f"is no template: {error}", where=file)]) from None
    for resource in _nodes_in(_entry(document, "Resources")):
        kind, url = _entry(resource, "Type"), _entry(_entry(resource, "Properties"), "TemplateURL")
        if not isinstance(kind, yaml.ScalarNode) or kind.value != "AWS::CloudFormation::Stack":
            continue
        if isinstance(url, yaml.ScalarNode) and url.tag == "tag:yaml.org,2002:str" and "://" not in url.value:
            yield url.start_mark.index, url.end_mark.index, url.value


def _nodes_in(node: yaml.Node | None) -> list[yaml.Node]:
    return [value for _, value in node.value] if isinstance(node, yaml.MappingNode) else []


def _entry(node: yaml.Node | None, name: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    return next((value for key, value in node.value if key.value == name), None)
