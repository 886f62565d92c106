"""A whole register judged at once: over all cores, with what earlier runs kept, and in shards."""
