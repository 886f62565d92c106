"""Everything that is said of records, in both languages."""
