"""What each page of the register shows, put together from cases and findings; templates only lay it out."""
