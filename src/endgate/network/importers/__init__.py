"""Readers of corporate registers and lists of links, each into the same columns."""
