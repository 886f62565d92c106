"""Everything that is said of records, cases and days, once, in both languages."""
