"""What leaves the register for other programs and for people's desks."""
