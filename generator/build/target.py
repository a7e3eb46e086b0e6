"""Where a build goes: what is stale there, and what no longer belongs there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.build.schema_file import SchemaFile
from generator.build.steps import Built
from generator.output import folder


@dataclass(frozen=True)
class Target:
    """The folder of output, and the schema of app.yaml beside it."""

    output: Path
    config: Path
    abandoned: Sequence[Path] = ()
    """Files there of environments that app.yaml no longer has."""
    schema: SchemaFile | None = None
    """Where the schema that app.yaml names is not what it has to be."""

    def diff(self, built: Sequence[Built]) -> dict[str, list[str]]:
        """Compare with what was built: the lines that differ, by where they are; nothing where all is fresh."""
        stale = [
            line
            for each in built
            for line in folder.diff(self.output / each.folder, each.texts, f"{self.output}/{each.folder}")
        ]
        stale += [f"{path}: belongs to no environment of {self.config}" for path in self.abandoned]
        found = {str(self.output): stale}
        if self.schema:
            path = self.schema.path
            lines = folder.diff(path.parent, {path.name: self.schema.text}, path.parent.as_posix())
            found[path.as_posix()] = list(lines)
        return {where: lines for where, lines in found.items() if lines}


def abandoned(output: Path, built: Sequence[Built]) -> list[Path]:
    """The files of environments that are none any more, when all of the app was built."""
    return folder.abandoned(output, [each.folder for each in built], built[0].composition.app.name)
