"""Floor 4: editions. Compiles snapshots and package data into one immutable, hashed folder, and opens it."""
