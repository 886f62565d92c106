"""Changes of what nobody issued: an agency's file, and register.yml. No correction explains them, Git keeps them."""

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from phoihop.recording.choices import Occasion, Unfit
from phoihop.recording.correcting import revised
from phoihop.recording.draft import Draft
from phoihop.recording.incoming import no_papers
from phoihop.recording.judging import judge_agency, judge_looking_back, judge_register, newest_day
from phoihop.recording.preparing import Prepared, Refused
from phoihop.recording.writing import Edit
from phoihop.records.fit import fit
from phoihop.records.reading import read_bytes
from phoihop.records.register import SETTINGS_FILE, Register
from phoihop.records.settings import AgencyRecord, Settings


def revise(register: Register, agency: str | None, changes: Sequence[str], today: date) -> Prepared:
    """An agency, or register.yml, with changes as they are typed, such as `member=Văn thư=vt@…` or `registrars.vt@…=`.

    Raises `Refused`.
    """
    path = f"agencies/{agency}.yml" if agency else SETTINGS_FILE
    before = read_bytes(register.root / path)
    known = register.agencies.get(agency) if agency else register.settings_file.record
    if before is None or known is None:
        raise Refused.because("không đọc được {path}", "{path} can't be read", path=path)
    try:
        answers = Draft("agency", Occasion(register, today), {}, no_papers)
        after, tree = revised(answers, type(known), before, changes)
    except Unfit as wrong:
        raise Refused({"": wrong.message}) from None
    record, misfits = fit(tree, type(known))
    if after == before:
        raise Refused.because("{path} đã ghi như vậy", "{path} says so already", path=path)
    match record:
        case AgencyRecord():
            verdict = judge_looking_back(
                lambda day: judge_agency(register, str(agency), record, day), today, newest_day(register)
            )
        case Settings():
            after_it = Register(register.root, replace(register.settings_file, record=record))
            verdict = judge_register(register, after_it, today)
        case _:
            raise Refused.misfitting(misfits)
    return Prepared(agency or "register", path, after.decode(), record, None, {}, verdict, (Edit(path, before, after),))
