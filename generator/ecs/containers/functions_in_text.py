"""Functions that are written inside of a text, as in ``http://localhost:!Ref Port/``: they stay the text that they are.

CloudFormation evaluates a function where a whole value stands, and names in ``${...}`` in the text of Fn::Sub. Source:
User Guide, "Intrinsic function reference" and "Fn::Sub", 2026-11.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from generator.ecs.tasks import Container
from generator.logic import Truth
from generator.stack import Graph, Literal, Resource, macros

Steps = tuple[str | int, ...]

_FUNCTION = re.compile(
    r"!(?:Ref|GetAtt)\s+(?P<short>[A-Za-z][\w:]*(?:\.[A-Za-z]\w*)*)"
    r"""|\{\s*["']?(?:Ref|Fn::GetAtt)["']?\s*:\s*\[?\s*["']?(?P<long>[A-Za-z][\w:]*)(?P<rest>[^{}]*)\}"""
    r"|^!Sub\s.*\$\{(?P<sub>[A-Za-z][\w:.]*)\}"
    r"|\$\{!(?P<escaped>[A-Za-z][\w:]*(?:\.[A-Za-z]\w*)*)\}",
    re.DOTALL,
)
_SAID_TO_PEOPLE = frozenset(
    {"Description", "GroupDescription", "RoleDescription", "AlarmDescription", "Comment", "Tags"}
)
_PROGRAMS = frozenset(
    {"UserData", "ZipFile", "InlineCode", "BuildSpec", "FunctionCode", "TemplateBody", "TemplateURLs"}
)
_FREE = frozenset(
    {
        "Command", "EntryPoint", "Environment", "DockerLabels", "Options", "SystemControls", "SecretString", "Value",
        "GenerateSecretString", "ContentType", "MessageBody", "Input", "InputTemplate", "Definition",
        "DefinitionString", "DefinitionSubstitutions", "Content", "Path", "PathPattern", "Query", "Values",
        "FixedResponseConfig", "DashboardBody", "MatchPattern", "Parameters", "PolicyDocument",
        "AssumeRolePolicyDocument", "HealthCheck", "Policy", "ResourcePolicy", "RepositoryPolicyText", "KeyPolicy",
    }
)  # fmt: skip
_NAMES_SOMETHING = frozenset({"awslogs-group", "awslogs-region"})
_BRACED = re.compile(r"\$\{([A-Za-z][A-Za-z0-9]*)\}")
_DOTTED = re.compile(r"\$\{(AWS::[A-Za-z]+|[A-Za-z][A-Za-z0-9]*\.[A-Za-z][A-Za-z0-9.]*)\}")
_SUBSTITUTED_NOWHERE = ("AWS::ECS::TaskDefinition", "AWS::Logs::LogGroup")
"""Types whose texts nothing but Fn::Sub puts names into."""
_MOST = 100_000


@dataclass(frozen=True)
class Misplaced:
    """One function in a text. ``steps`` lead to the text in the properties of the resource."""

    resource: Resource
    steps: Steps
    text: str
    written: str
    """The function as it is written."""
    start: int
    """Where it begins in the text."""
    name: str
    """What it names, with the attribute, if it is written with one."""

    @property
    def instead(self) -> str:
        """What stands for it in the text of Fn::Sub."""
        return "${" + self.name + "}"

    @property
    def free(self) -> bool:
        """Whether it stands where any text is taken, so that some program gets it as it is."""
        return any(step in _FREE for step in self.steps) and self.steps[-1] not in _NAMES_SOMETHING

    @property
    def place(self) -> str:
        """The property that holds the text, as people write it."""
        return ".".join(str(step) for step in self.steps)

    @property
    def in_health_check(self) -> bool:
        """Whether it stands in the command of a container's health check."""
        return self.steps[0] == "ContainerDefinitions" and self.steps[2:4] == ("HealthCheck", "Command")

    @property
    def is_argument(self) -> bool:
        """Whether a program gets it as an argument, or within a URL: it is outside of quotes, or follows a scheme."""
        before = self.text[: self.start]
        open_quotes = before.count("'") % 2 or before.count('"') % 2
        return not open_quotes or re.search(r"://[^\s'\"]*$", before) is not None


def misplaced(graph: Graph) -> Iterator[Misplaced]:
    """The functions in texts; those that name nothing of their template only in one line, in the short form.

    A longer text may be a template or a program of its own. Comments, descriptions and programs are left aside.
    """
    for resource in graph.resources:
        if resource.type.startswith("AWS::") and resource.exists is not Truth.NO:
            known = resource.at.document.section("Parameters").keys() | resource.at.document.section("Resources").keys()
            for steps, text in _texts(resource.body.get("Properties"), ()):
                for match in _FUNCTION.finditer(text):
                    name = _name(match)
                    if match["escaped"] and steps[-1] != "Value":  # A shell, or another program, is perhaps to read it.
                        continue
                    if name.partition(".")[0] in known or name.startswith("AWS::") or _is_short_line(match, text):
                        yield Misplaced(resource, steps, text, " ".join(match[0].split())[:80], match.start(), name)
                        break
            if resource.type in _SUBSTITUTED_NOWHERE and not macros.rewritten(resource.at.document):
                yield from _without_sub(resource, resource.at.document.section("Resources"), known)


def _without_sub(resource: Resource, made: Mapping[str, object], known: Set[str]) -> Iterator[Misplaced]:
    """A pseudo parameter, or an attribute of a resource, in ``${...}`` of a text that is none of Fn::Sub.

    A shell has no variables with a dot or a colon in their names, and says bad substitution. The value of a variable no
    shell reads: there a name of the template that is in mixed case, as variables are not, is meant for Fn::Sub too.
    """
    for steps, text in _texts(resource.body.get("Properties"), (), leave_out="Fn::Sub"):
        match = _DOTTED.search(text)
        named = match and (match[1].startswith("AWS::") or match[1].partition(".")[0] in made)
        if not named and steps[2:3] == ("Environment",):
            match = _BRACED.search(text)
            named = match and match[1] in known and not match[1].isupper()
        if match and named:
            yield Misplaced(resource, steps, text, match[0], match.start(), match[1])


def texts_of(resource: Resource) -> Iterator[tuple[Steps, str]]:
    """Every text in the properties of a resource that has a brace or an exclamation mark, with the steps to it."""
    return _texts(resource.body.get("Properties"), ())


def unsubstituted(container: Container) -> Iterator[str]:
    """The names of a template in ``${...}`` in a health check that is no text of Fn::Sub, as cfn-lint's E1029 says.

    The shell puts a variable in their place: none, unless the container is given one of that name.
    """
    document = container.definition.at.document
    given = {name for key in ("Environment", "Secrets") for _, name, _ in container.pairs(key, "Name", "Value")}
    words = container.written("HealthCheck", "Command")
    for word in words if isinstance(words, list) else ():
        for name in _BRACED.findall(word) if isinstance(word, str) else ():
            known = name in document.section("Parameters") or name in document.section("Resources")
            if known and Literal(name) not in given:
                yield name


def _name(match: re.Match[str]) -> str:
    attribute = re.search(r"[A-Za-z][\w.]*", match["rest"] or "")
    return (
        match["short"]
        or match["sub"]
        or match["escaped"]
        or ".".join(filter(None, (match["long"], attribute and attribute[0])))
    )


def _is_short_line(match: re.Match[str], text: str) -> bool:
    return match["short"] is not None and "\n" not in text.strip()


def _texts(node: object, steps: Steps, leave_out: str = "") -> Iterator[tuple[Steps, str]]:
    """Every text of a node that may hold a function, with the steps to it; functions are gone through but one."""
    pending: list[tuple[object, Steps]] = [(node, steps)]
    seen: set[int] = set()
    while pending:
        current, way = pending.pop()
        if isinstance(current, dict | list):
            if id(current) in seen:  # An alias of YAML.
                continue
            seen.add(id(current))
        if isinstance(current, str):
            if len(current) < _MOST and ("!" in current or "{" in current):
                yield way, str.__str__(current)
        elif isinstance(current, dict):
            for key, inner in current.items():
                if key not in _SAID_TO_PEOPLE and key not in _PROGRAMS and key != leave_out:
                    pending.append((inner, way if str(key).startswith("Fn::") else (*way, str(key))))
        elif isinstance(current, list):
            pending.extend((inner, (*way, index)) for index, inner in enumerate(current))
