"""Makes the starter pack: facts of public-domain lists in Endgate's own schema, each with its source."""
