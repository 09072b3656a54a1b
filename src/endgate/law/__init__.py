"""Floor 3: law as dated, cited data; a three-valued evaluator over a flat facts table; dispositions per actor."""
