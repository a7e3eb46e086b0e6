"""Secrets: keys that they do not have, values in plain text, passwords that are refused or change unnoticed."""
