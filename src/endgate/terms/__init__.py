"""Floor 1: the words every room shares. Truth, dates, quantities, places, identifiers, citations, faults."""
