"""What is said of each kind of record beyond its keys: one module a kind, found in this folder."""
