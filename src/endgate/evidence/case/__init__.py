"""The case directory: an append-only log of events, original bytes under their hash, and an index derived from both."""
