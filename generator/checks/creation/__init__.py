"""Order of creation: what may be created before something that it needs."""
