"""An AWS on this machine: the pinned simulator, mended where it differs from what CloudFormation does."""
