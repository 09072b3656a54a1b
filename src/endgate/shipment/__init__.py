"""Floor 2: the shipment as proposed, and the facts of the case as asked."""
