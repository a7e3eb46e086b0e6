"""The one part that talks to AWS. Nothing but a deployment imports it; every other verb works without."""
