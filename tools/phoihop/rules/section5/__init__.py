"""§5 of the directive: submission and decision."""
