"""Floor 3: who stands behind a party. Ownership by each regime's own arithmetic, control, branches and heads."""
