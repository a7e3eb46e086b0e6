"""Turn a composition into files, compare them with what is there, and write what changed."""

from generator.compose import Composition, limits
from generator.errors import InputError
from generator.output.manifest import FILE as MANIFEST
from generator.output.manifest import manifest
from generator.output.render import render


def files(composition: Composition, stack: str) -> dict[str, str]:
    """The text of every file of one output folder, by name, deploy.json among them.

    Raises InputError for a template larger than CloudFormation takes.
    """
    texts = {file: render(body) for file, body in composition.bodies.items()}
    problems = [p for file, text in texts.items() for p in limits.too_large(file, len(text.encode()))]
    if problems:
        raise InputError(problems)
    return texts | {MANIFEST: manifest(composition, stack, texts)}
