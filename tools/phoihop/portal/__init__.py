"""One site and one data set over the published data of many registers. Needs the extra `portal` (DuckDB)."""
