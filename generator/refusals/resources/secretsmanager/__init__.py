"""AWS::SecretsManager: secrets, and what changes them."""
