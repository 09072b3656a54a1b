"""What would have to be asked and is not held, law or lists: it holds a deal or is told, never read as permission."""
