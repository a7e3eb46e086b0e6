"""Names that are looked up: records, namespaces, parameters; and what is watched or written under a name."""
