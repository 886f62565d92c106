"""§2 of the directive: the lead agency's work."""
