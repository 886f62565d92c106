"""What Git knows of a register: who recorded what and when, and what changed, key by key."""
