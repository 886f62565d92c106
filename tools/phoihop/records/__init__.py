"""What lies on disk: typed records, the strict reader, JSON Schemas, the working-day calendar."""
