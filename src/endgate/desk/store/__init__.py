"""The desk's store: tables, the one writer of what is never changed, and the chain of events."""
