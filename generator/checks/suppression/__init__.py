"""Accepted findings: suppressions without a reason, or that silence nothing."""
