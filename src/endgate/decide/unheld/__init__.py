"""What law would have to be asked and is not held: it holds a deal or is told, and never reads as permission."""
