"""Floor 2: publishers' party lists as canonical records, kept as obtained, with what changed and when."""
