"""Ranks declarations for inspection by the outcome of earlier inspections. Concern only: no finding reads it."""
