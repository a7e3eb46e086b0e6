"""Tests of generator.stack."""
