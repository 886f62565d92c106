"""What a change (base..head) does, in words, and the rules that judge a change rather than a state."""
