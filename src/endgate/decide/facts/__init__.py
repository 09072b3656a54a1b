"""Fills the facts table: one row per actor, item and view, each value with what earned it."""
