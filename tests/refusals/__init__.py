"""Tests of one kind of facts or needs."""
