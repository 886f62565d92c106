"""What was recorded goes out for review, by plain Git: no forge's programming interface, and no token but Git's own."""
