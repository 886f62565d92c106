"""What follows from a task's records as of a day: who leads, what is owed, how far the task has come."""
