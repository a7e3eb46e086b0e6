"""Read one environment's merged tree into an App, collecting problems instead of stopping at the first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from pydantic import ValidationError

from generator.config.app import App, Module, Provision, SecretValue
from generator.config.guard import error_in_words, guarded, mistaken, problems_given, where_raised
from generator.config.header import NAME, Header
from generator.config.layers import profile, relaxed
from generator.config.names import logical_id
from generator.config.report import at_key, doubts, located, not_a_setting, problems_of
from generator.config.section import Section
from generator.config.tree import Map, Node, plain
from generator.errors import InputError, Path, Problem


def read(name: str, tree: Map, modules: Mapping[str, Module]) -> tuple[App, list[Problem]]:
    """The environment as an App, and every problem found. With a problem the App is not fit to be built."""
    return _Reader(name, tree, modules).read()


_ROUNDS = 4
"""How often a section is validated again; each round leaves more of it out."""


class _Reader:
    def __init__(self, name: str, tree: Map, modules: Mapping[str, Module]) -> None:
        self.name = name
        self.modules = modules
        self.problems: list[Problem] = []
        self.profile = profile(tree, name)
        self.tree = relaxed(tree, name, modules) if self.profile == "dev" else tree
        self.partial: set[str] = set()
        self.beyond_repair = False

    def read(self) -> tuple[App, list[Problem]]:
        header = self._header()
        sections = dict(self._sections())
        app = App(
            name=header.name if header else "app",
            environment=self.name,
            profile=self.profile,
            region=header.region if header else "us-east-1",
            tags=header.tags if header else {},
            sections=sections,
            declared=self._declared(),
            partial=frozenset(self.partial),
            provided=self._provided(sections),
        )
        if not self.beyond_repair:
            self._check(app)
        doubtful = {problem.where: problem for problem in doubts(self.tree)}
        others = (located(problem, self.tree) for problem in self.problems)
        return app, [*doubtful.values(), *(problem for problem in others if problem.where not in doubtful)]

    def _declared(self) -> frozenset[str]:
        """The name of every entry and every store, the invalid ones too."""
        tables = [self.tree.items.get(module.section) for module in self.modules.values() if module.each]
        entries = {name for table in tables if isinstance(table, Map) for name in table.items}
        return frozenset(entries | {section for section, module in self.modules.items() if module.provides})

    def _header(self) -> Header | None:
        known = set(Header.model_fields)
        for key in self.tree.items:
            if key not in known and key not in self.modules:
                self.problems.append(at_key(not_a_setting((key,), [*known, *self.modules, "environments"]), self.tree))
        part = Map({k: v for k, v in self.tree.items.items() if k in known}, self.tree.keys, self.tree.place)
        header = self._validated(Header, part, ())
        return header if isinstance(header, Header) else None

    def _sections(self) -> Iterable[tuple[str, Any]]:
        for section, module in self.modules.items():
            node = self.tree.items.get(section)
            if module.each:
                yield section, self._entries(module, node)
            elif node is None and module.provides:
                continue
            else:
                node = node or Map({}, {}, self.tree.place)
                settings = self._validated(module.settings, node, (section,), module)
                if settings is not None:
                    yield section, settings

    def _entries(self, module: Module, node: Node | None) -> dict[str, Any]:
        if not isinstance(node, Map) or not node.items:
            what = "is missing" if node is None else "must be a mapping with at least one entry"
            accepted = f"a mapping of a name to the settings of one {module.name}"
            self.problems.append(Problem((module.section,), what, accepted=accepted))
            return {}
        entries: dict[str, Any] = {}
        owners = self._owners(node)
        for name in sorted(node.items):
            path = (module.section, name)
            if not (NAME.fullmatch(name) and len(name) <= 40):
                accepted = "lower-case letters, digits and hyphens, at most 40"
                self.problems.append(Problem(path, "is not a name", got=name, accepted=accepted))
                continue
            if rivals := [owner for owner in owners[logical_id(name)] if owner != name]:
                what = f"would share its logical id {logical_id(name)} with {rivals[-1]}"
                self.problems.append(Problem(path, what, got=name, hint="choose another name"))
            settings = self._validated(module.settings, node.items[name], path, module)
            if settings is not None:
                entries[name] = settings
        return entries

    def _owners(self, entries: Map) -> Mapping[str, list[str]]:
        """Who would have each logical id: the stacks of modules, the root, and the entries of a section."""
        owners: dict[str, list[str]] = defaultdict(list)
        owners["Root"].append("the root stack")
        for module in self.modules.values():
            owners[logical_id(module.name)].append(f"the {module.name} stack")
        for name in entries.items:
            owners[logical_id(name)].append(name)
        return owners

    def _validated(
        self, settings: type[Section], node: Node, path: tuple[str, ...], module: Module | None = None
    ) -> Section | None:
        """Validate a section; after a failure again without the settings that failed, to see what else is wrong."""
        data = plain(node)
        failed: set[object] = set()
        for _ in range(_ROUNDS):
            try:
                return _settings_of(settings, _without(data, failed, settings), module)
            except ValidationError as error:
                problems = list(problems_of(error, settings, self.tree, path))
                self.partial.add(path[-1] if path else "region")
            steps = {_setting_at_fault(problem, path) for problem in problems}
            if steps <= failed:
                break
            self.problems += [
                problem
                for problem in problems
                if _setting_at_fault(problem, path) not in failed and not failed.intersection(problem.reads)
            ]
            failed |= steps
        self.beyond_repair = True
        return None

    def _provided(self, sections: Mapping[str, Any]) -> dict[str, Provision]:
        return {
            section: _provision(module, sections[section])
            for section, module in self.modules.items()
            if module.provides and section in sections
        }

    def _check(self, app: App) -> None:
        """Run the modules' own checks, silent about settings that are known to be wrong."""
        known = [problem.path for problem in self.problems]
        for section, module in self.modules.items():
            settings = app.sections.get(section)
            if module.check is None or settings is None:
                continue
            for entry in settings.values() if module.each else [settings]:
                for problem in problems_given(module, "check", partial(module.check, entry, app)):
                    if not any(_overlap(problem.path, path) for path in known):
                        self.problems.append(problem)


def _settings_of(settings: type[Section], data: Any, module: Module | None) -> Section:
    """Validate; what a module's own validators raise, and no value explains, is the module's mistake."""
    try:
        return settings.model_validate(data)
    except ValidationError:
        raise
    except Exception as error:
        if module is None:
            raise
        where = where_raised(error, module.file, "Settings")
        raise InputError([Problem((), f"Settings cannot be read: {error_in_words(error)}", where=where)]) from error


def _provision(module: Module, settings: Any) -> Provision:
    give = module.provides
    provision = guarded(module, lambda: give(settings) if give else None, "provides")
    if not isinstance(provision, Provision):
        raise mistaken(module, "provides", "returns something else", "a Provision", provision)
    kinds = {"port": int, "group": str, "ready": str, "environment": Mapping, "secrets": Mapping}
    for name, kind in kinds.items():
        if not isinstance(value := getattr(provision, name), kind) or isinstance(value, bool):
            raise mistaken(module, "provides", f"gives a Provision whose {name} is none", kind.__name__, value)
    for name, value in provision.environment.items():
        if not isinstance(name, str) or isinstance(value, int | float | type(None)):
            what = f"gives the variable {name} a value that is no text"
            raise mistaken(module, "provides", what, f'text such as "{value}", or Ref and Sub of Outputs', value)
    for name, value in provision.secrets.items():
        if not isinstance(value, SecretValue):
            raise mistaken(module, "provides", f"gives the secret {name} a value that is none", "a SecretValue", value)
    return provision


def _setting_at_fault(problem: Problem, section: Path) -> object:
    """The setting of the section that a problem is about, or None for the section itself."""
    return problem.path[len(section)] if len(problem.path) > len(section) else None


def _without(data: Any, failed: set[object], settings: type[Section]) -> Any:
    """The data without the settings that failed; an example stands in where one is required."""
    if not failed or not isinstance(data, dict):
        return data
    rest = {key: value for key, value in data.items() if key not in failed}
    fields = {key: field for key, field in settings.model_fields.items() if key in failed and field.examples}
    return rest | {key: field.examples[0] for key, field in fields.items() if field.examples}


def _overlap(path: Path, other: Path) -> bool:
    """Whether one of two paths begins with the other, which is not empty."""
    return bool(other) and path[: len(other)] == other[: len(path)]
