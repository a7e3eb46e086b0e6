"""The guides in docs/guides/: texts in this folder, each with tables of what checks, awsdata and catalogue know."""
