"""A submission has its report, its draft and its dossier, and the files exist."""

from phoihop.cases.model import Case
from phoihop.language import Message, Text
from phoihop.records.fit import KeyPath
from phoihop.records.types import Completion, Submission
from phoihop.rules.examples import changed, kept
from phoihop.rules.rule import Findings, Found, Rule
from phoihop.rules.section2.request_dossier import not_on_record
from phoihop.rules.wrong_kind import names_another_kind


def check(case: Case) -> Findings:
    for entry, submission in case.course.each(Submission):
        parts = (("report", submission.report), ("draft", submission.draft), ("dossier", submission.dossier))
        missing = [key for key, there in parts if not there]
        if missing:
            yield Found(entry.id).says(
                "hồ sơ trình chưa đủ: thiếu {missing} (báo cáo giải trình, dự thảo, hồ sơ)",
                "the submission is not complete: {missing} is missing (report, draft, dossier)",
                missing=tuple(f"“{key}”" for key in missing),
            )
        yield from names_another_kind(case.course, entry, submission.report or "", "report", "report")
        yield from not_on_record(entry.id, submission.dossier)
        paths: list[tuple[str, KeyPath]] = [
            (path, ("draft", at) if isinstance(submission.draft, tuple) else ("draft",))
            for at, path in enumerate(submission.drafts)
        ]
        paths += [(paper.path, ("dossier", at, "path")) for at, paper in enumerate(submission.dossier)]
        for path, key in paths:
            if path and isinstance(problem := case.folder.paper(path), Message):
                yield Found(entry.id, key, message=problem)
    for entry, submitted in case.course.submissions:
        if isinstance(submitted, Completion) and not submitted.report:
            yield Found(entry.id).says(
                "đã xin ý kiến thì báo cáo hoàn thành phải nêu báo cáo giải trình; thêm “report”",
                "where opinions were asked for, a completion names the explanation report; add “report”",
            )


RULE = Rule(
    __name__,
    title=Text("Hồ sơ trình đầy đủ", "The submission is complete"),
    explanation=Text(
        "Trước khi trình, cơ quan chủ trì hoàn thiện toàn bộ hồ sơ, dự thảo văn bản giải quyết và báo cáo giải trình: tờ trình nêu báo cáo, tệp dự thảo và hồ sơ, các tệp đó có trong sổ. Nếu đã xin ý kiến thì báo cáo hoàn thành phải nêu báo cáo giải trình.",
        "Before submitting, the lead completes the dossier, the draft and the explanation report: the submission names the report, the draft's file and the dossier, and the files are in the register. Where opinions were asked for, a completion names the report.",
    ),
    good=kept("2021-04-22.submission.tnmt"),
    bad=changed("2021-04-22.submission.tnmt", {"draft: files/du-thao.pdf\n": ""}),
    case=check,
)
