"""Readers of control lists and nomenclatures, one a real format: bytes in, lines and counts out, nothing guessed."""
