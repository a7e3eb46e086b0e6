"""A docker-compose.yml as a draft of app.yaml. Source of the format: compose-spec, 05-services.md, read 2026-11."""
