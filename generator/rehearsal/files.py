"""The files of a state folder."""

SERVER = "server.json"  # where the server that runs listens
STARTING = "starting.lock"  # held by whoever looks for a server or starts one
OWNED = "owned.lock"  # held by the server for as long as it lives
SNAPSHOT = "state.json"  # all that the local AWS holds
LOG = "server.log"
