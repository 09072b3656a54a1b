"""Proposals of attributed claims from running text: rules and word lists, and an optional model behind a guard."""
