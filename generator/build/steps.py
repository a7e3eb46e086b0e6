"""build, as a list of steps: app.yaml -> App -> templates -> text -> proof -> lint -> output/."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator import output
from generator.build import dockerfiles, origins
from generator.build.proof import Proven, prove_texts
from generator.compose import Composition, compose, compose_alone, notes
from generator.compose.modules import load as load_modules
from generator.config import App, Module
from generator.config.header import REGISTRY
from generator.config.load import load
from generator.config.report import located
from generator.config.tree import Node
from generator.errors import InputError, Problem
from generator.lint import Finding, lint_all
from generator.step import Step, part, silent


@dataclass(frozen=True)
class Built:
    """One folder of output, not written yet."""

    folder: str
    """Name of the folder under output/: an environment, or ``registry``."""
    composition: Composition
    texts: Mapping[str, str]
    """Every file by name, deploy.json among them."""
    notes: tuple[Problem, ...] = ()
    """What is built all the same, and somebody should know before it is deployed."""
    images: Mapping[str, bytes] = field(default_factory=dict)
    """The Dockerfiles that app.yaml names, by their paths from its folder."""
    tree: Node | None = None
    """What app.yaml says of the environment, with the place of every setting; None where that is several."""

    def located(self, problem: Problem) -> Problem:
        """A problem with the place of the setting that it is about."""
        return problem if self.tree is None else located(problem, self.tree)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Look for no garbage: what a build makes is needed until its end, and looking takes a tenth of its time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_nothing_collected()
def build(
    config: Path,
    templates: Path,
    environments: Sequence[str] = (),
    settings: Sequence[str] = (),
    enforce_limits: bool = True,
    step: Step = silent,
) -> list[Built]:
    """Build the given environments, or all of them and the registry. Nothing is written.

    ``step`` hears how far it is. Raises InputError with every mistake in app.yaml or a template module.
    """
    step(f"read {config}", 0, 1)
    modules = load_modules(templates)
    wanted = [name for name in environments if name != REGISTRY]
    everything = load(config, modules, [] if REGISTRY in environments else wanted, settings)
    chosen = [loaded for loaded in everything if not environments or loaded.app.environment in wanted]
    built, problems = [], []
    for done, loaded in enumerate(chosen):
        step(f"compose {loaded.app.environment}", done, len(chosen))
        try:
            composition = compose(loaded.app, modules, enforce_limits)
            if unfit := list(dockerfiles.problems(loaded.app, composition.bodies, config.parent)):
                raise InputError(unfit)
            said = tuple(loaded.located(notes(loaded.app, modules)))
            texts = output.files(composition, loaded.app.stack)
            images = dockerfiles.named(loaded.app, config.parent)
            built.append(Built(loaded.app.environment, composition, texts, said, images, loaded.tree))
        except InputError as error:
            problems += loaded.located(error.problems)
    if problems:
        raise InputError(dict.fromkeys(problems))
    if not environments or REGISTRY in environments:
        built += _alone([loaded.app for loaded in everything], modules)
    return built


def lint(built: Sequence[Built], cache: Path | None, step: Step = silent) -> list[Finding]:
    """Lint everything built with stock cfn-lint; findings name ``<folder>/<file>``."""
    wholes = [(folder.texts, folder.composition.bodies, folder.composition.app.region) for folder in built]
    return [
        replace(finding, file=f"{folder.folder}/{finding.file}")
        for folder, findings in zip(built, lint_all(wholes, cache, step), strict=True)
        for finding in findings
    ]


def refused(built: Sequence[Built], findings: Sequence[Finding]) -> list[Problem]:
    """What cfn-lint refuses, where it has to be mended."""
    folders = {folder.folder: folder for folder in built}
    problems = []
    for finding in findings:
        folder, _, file = finding.file.partition("/")
        problem = origins.of_finding(replace(finding, file=file), folders[folder].composition)
        problems.append(folders[folder].located(problem))
    return list(dict.fromkeys(problems))


def prove(built: Sequence[Built], cache: Path | None, step: Step = silent) -> list[Proven]:
    """Prove that the tasks of everything built can start, from the very texts that would be written."""
    proofs = []
    for done, folder in enumerate(built):
        told = part(step, f"prove {folder.folder}", done + 1, len(built))
        proof = prove_texts(folder.folder, folder.texts, folder.composition.app, cache, folder.images, told)
        proofs.append(_with_places(folder, proof))
    return proofs


def _with_places(built: Built, proof: Proven) -> Proven:
    """Say where that which is not proven has to be mended."""
    if proof.holds:
        return proof
    problems = [origins.of_proof(finding, built.composition) for finding in proof.findings if not finding.crashes]
    problems += [origins.of_unknown(cell, built.composition) for cell in proof.unknown]
    return replace(proof, refused=tuple(built.located(problem) for problem in problems))


def _alone(apps: Sequence[App], modules: Mapping[str, Module]) -> list[Built]:
    """Build the roots that are deployed on their own, from what all environments use together."""
    together = {f"{app.environment} {name}": service for app in apps for name, service in app.services.items()}
    built = []
    for module in modules.values():
        if not module.root:
            continue
        app = replace(apps[0], environment=module.name, profile="prod")
        app = replace(app, sections={**app.sections, "services": together})
        composition = compose_alone(module, app)
        if composition is not None:
            built.append(Built(module.name, composition, output.files(composition, app.stack)))
    return built
