"""The files of a state folder, and what the server says of them to a client that leaves."""

SERVER = "server.json"  # where the server that runs listens
STARTING = "starting.lock"  # held by whoever looks for a server or starts one
OWNED = "owned.lock"  # held by the server for as long as it lives
SNAPSHOT = "state.json"  # all that the local AWS holds
LOG = "server.log"

KEPT = "kept"  # everything is written down; else "lost", and why
READY = "ready"  # what a server says once it listens; else why it cannot
