"""Floor 5: composes the rooms into one decision and adds no opinion of its own."""
