"""The sentences that all formats share: what is found, by whom, how much."""

from phoihop.changes.findings import ChangeFinding
from phoihop.changes.review import Review
from phoihop.changes.telling import ToldFile
from phoihop.language import Agency, Message, Text, say, short_date
from phoihop.words.sentences import joined

WITHOUT_TASK = Text("Ngoài các nhiệm vụ", "Outside the tasks")
FOLLOWS = Text("Sau thay đổi này", "What follows")
FINDINGS = Text("Phát hiện mới", "New findings")
RESOLVED = Text("Không còn", "Resolved")
NOTES = Text("Lưu ý", "Notes")
MORE = Text("… và {n} mục nữa", "… and {n} more")


def headline(review: Review) -> Message:
    """One sentence: how much is changed, and what comes of it."""
    if not review.commits:
        return say("Không có thay đổi nào so với nhánh chính", "Nothing is changed against the main branch")
    tasks = len({each.task for each in review.files if each.task})
    return say(
        "{files} tệp của {tasks} nhiệm vụ, {commits} lần ghi: {errors} lỗi mới, {breaches} hạn chế mới, "
        "{dues} việc đến hạn mới; {resolved} mục không còn (tính đến {today})",
        "Files: {files}, tasks: {tasks}, commits: {commits}. New errors: {errors}, new breaches: {breaches}, "
        "newly due: {dues}; resolved: {resolved} (as of {today})",
        files=len(review.files),
        tasks=tasks,
        commits=review.commits,
        errors=review.count("error"),
        breaches=review.count("breach"),
        dues=review.count("due"),
        resolved=sum(each.effect == "resolved" for each in review.findings),
        today=short_date(review.today),
    )


def verdict(review: Review) -> Message:
    if review.brings_errors:
        return say("Chưa được ghi vào sổ: còn lỗi", "May not be recorded yet: there are errors")
    return say("Không có lỗi mới", "No new errors")


def author(told: ToldFile) -> Message:
    """Who recorded a file, as claimed: by role and agency where the address is known to the base."""
    if told.author_role and told.author_agency:
        return say(
            "{role}, {agency} ({email})",
            "{role}, {agency} ({email})",
            role=told.author_role,
            agency=Agency(told.author_agency),
            email=told.author.email,
        )
    return say("{email} (không có trong sổ)", "{email} (not in the register)", email=told.author.email)


def finding_place(found: ChangeFinding) -> str:
    return found.file if found.line is None else f"{found.file}:{found.line}"


def tasks_of(review: Review) -> list[str | None]:
    """The tasks that the review speaks of, by id; last, what belongs to none."""
    tasks = {each.task for each in review.files} | set(review.outcomes)
    tasks |= {each.task for each in review.findings}
    return [*sorted(task for task in tasks if task), *([None] if None in tasks else [])]


def summary_sentences(review: Review) -> list[str]:
    """The change in words: each task's documents and what follows from them, then the limits of the review."""
    told: list[str] = []
    for task in tasks_of(review):
        name = task or WITHOUT_TASK.in_language(review.language)
        parts = [each.summary for each in review.files if each.task == task]
        told += (f"{name}: {review.said(part)}" for part in parts)
        if task and (outcomes := review.outcomes.get(task)):
            told.append(f"{name}: {review.said(joined(outcomes))}")
    return [*told, *(review.said(limit) for limit in review.limits)]
