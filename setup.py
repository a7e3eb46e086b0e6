"""Ships app.yaml, templates/ and the programs of app.yaml in the package: the starter that `init` copies."""

from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithStarter(build_py):
    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            starter = Path(self.build_lib, "generator", "_starter")
            programs = filter(Path.is_file, Path("tests/examples/task-management").glob("*/*"))
            for source in [Path("app.yaml"), *Path("templates").glob("*.py"), *programs]:
                self.mkpath(str(starter / source.parent))
                self.copy_file(str(source), str(starter / source))


setup(cmdclass={"build_py": BuildWithStarter})
