"""What a secret that is made up may be made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checks.examples import template
from generator.ecs.secrets.generated import generated
from generator.stack import load


@pytest.mark.parametrize(
    ("recipe", "length", "symbols"),
    [
        ("{}", 32, True),
        ("{PasswordLength: 12, ExcludePunctuation: true}", 12, False),
        ("{ExcludeCharacters: '!\"#$%&()*+,-./:;<=>?@[]^_`{|}~'}", 32, True),
        ("{PasswordLength: !Ref AWS::AccountId}", 0, False),
    ],
)
def test_what_it_is_drawn_from(tmp_path: Path, recipe: str, length: int, symbols: bool) -> None:
    made = f"{{Type: AWS::SecretsManager::Secret, Properties: {{GenerateSecretString: {recipe}}}}}"
    path = tmp_path / "root.yaml"
    path.write_text(template("nat", (("Made", made),)))
    (secret,) = load(path).of_type("AWS::SecretsManager::Secret")
    found = generated(secret)
    assert (found.length if found else 0, bool(found and found.share_with("'\\"))) == (length, symbols)
