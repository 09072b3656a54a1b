"""Trade statistics: what two countries report of one flow, how that changed, and where it points. Concern only."""
