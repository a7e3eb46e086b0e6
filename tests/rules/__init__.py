"""Tests of the rules, through cfn-lint and by themselves."""
