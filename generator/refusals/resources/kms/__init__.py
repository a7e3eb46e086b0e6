"""AWS::KMS: keys, and what names them."""
