"""Measures matching: development sets made from real lists, figures over them, nothing that takes part in an answer."""
