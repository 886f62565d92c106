"""The first line of a review's comment, which no reader sees: by it, whoever posts finds the earlier one."""

MARK = "<!-- phoihop-review -->"
