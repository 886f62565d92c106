"""Many assignments at once, from a spreadsheet: a row a task, errors by cell, and written all or none."""
