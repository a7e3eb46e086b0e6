"""Tests of app.yaml: how it is read, what is refused, and how the refusal is worded."""
