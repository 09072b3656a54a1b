"""Company policy: a layer of its own beside law, which can add restraint and never takes any away."""
