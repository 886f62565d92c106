"""Rules of keeping a register at all: errors always, never waived."""
