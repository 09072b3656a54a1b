"""Reads documents as they come: pure functions from bytes to texts, parts and the file's own claims, with faults."""
