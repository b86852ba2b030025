"""Counts of tasks as references: `${nhiem_vu.<số đếm>}` of the paper itself, `${nhiem_vu.<mã>.<số đếm>}` of another
paper of the office, whose states stand there. The format `danh_sach` lists the titles instead of counting them;
`tom_tat` is a whole clause. Counts are as of the day of the paper that prints them.
"""

from __future__ import annotations

import difflib

from baocao.errors import Level
from baocao.loading import file_key
from baocao.loading.task_states import MEASURES, PARTS, Tally, tally
from baocao.vietnamese import FORMATS, fold, format_number, pad_count
from baocao.view.names import Name, Printed
from baocao.view.task_titles import title_of
from baocao.view.times import reporting_day
from baocao.view.unit_tally import unit_tally
from baocao.view.writer import Writer

_CLAUSE = 'tom_tat'
_LIST = 'danh_sach'
_PADDED = 'hai_chu_so'
_KNOWN = (*MEASURES, _CLAUSE)

#: letters that the lists of titles may take in one paper (about 30 pages)
MOST_LETTERS = 100_000

#: the names of the counts of a paper's own tasks, for suggestions
NAMES = tuple(f'nhiem_vu.{measure}' for measure in _KNOWN)


def counted(writer: Writer, name: Name) -> Printed | None:
    """What a reference to the tasks prints: a count, the titles, or a clause; None where it names nothing."""
    *codes, measure = name.words[1:] or ('',)
    if measure not in _KNOWN or len(codes) > 1:
        _no_measure(writer, name)
        return None
    found = _tally(writer, name, _code(name))
    if found is None:
        return None
    found.asked.append((measure, name.place))
    first, rest = name.forms[:1], name.forms[1:]
    if first == (_LIST,) and measure != _CLAUSE:
        titles = _titles(writer, name, found, measure)
        return None if titles is None or not _formats(writer, name, rest) else (titles, _LIST, rest)
    padded = measure == _CLAUSE and first == (_PADDED,)
    rest = rest if padded else name.forms
    if not _formats(writer, name, rest):
        return None
    said = _clause(found, padded) if measure == _CLAUSE else _shown(found.count(measure))
    return said, measure, rest


def tally_of(writer: Writer, code: str) -> Tally | None:
    """The tasks of the paper itself (code '') or of another one as they stand on the day of the paper, computed once;
    None where that paper cannot be read."""
    if code not in writer.tallies:
        ho_so = writer.ho_so
        if not code and ho_so.giao is not None:
            writer.tallies[code] = unit_tally(ho_so)
            return writer.tallies[code]
        van_ban = ho_so.task_papers.papers.get(code) if code else ho_so.van_ban
        if van_ban is None:
            return None
        writer.tallies[code] = tally(van_ban, reporting_day(ho_so.van_ban))
    return writer.tallies[code]


def path_in(code: str, path: str) -> str:
    """A path of the paper of a code as a path of the View."""
    return f'{file_key(code)}:{path}' if code else path


def _code(name: Name) -> str:
    """The code of the paper that a reference names, '' for the paper itself."""
    return name.words[1] if len(name.words) > 2 else ''


def _tally(writer: Writer, name: Name, code: str) -> Tally | None:
    found = tally_of(writer, code)
    if found is None:
        problem, remedy = writer.ho_so.task_papers.refused.get(
            code, (f"không có văn bản nào mang mã «{code}».", "Kiểm tra lại mã văn bản.")
        )
        writer.report_at('DL161', Level.CHAN, name.place, f"{name.shown}: {problem}", remedy)
    elif not found.tasks:
        whose = f"Văn bản mang mã «{code}»" if code else "Văn bản này"
        remedy = "Giao nhiệm vụ bằng «chu_tri: …» ở các mục"
        remedy += "." if code else ", hoặc ghi mã văn bản giao nhiệm vụ: ${nhiem_vu.mã_văn_bản.tong}."
        problem = f"{whose} không có nhiệm vụ nào để đếm."
        writer.report_at('DL162', Level.CHAN, name.place, problem, remedy)
        return None
    return found


def _no_measure(writer: Writer, name: Name) -> None:
    *before, word = name.words
    near = difflib.get_close_matches(fold(word, fold_d=True), _KNOWN, 1, 0.7)
    if near and len(before) in (1, 2):
        remedy = f"Có phải là ${{{'.'.join((*before, near[0]))}}}?"
    else:
        remedy = f"Viết một trong: {', '.join(NAMES)}; của văn bản khác thì thêm mã văn bản: nhiem_vu.mã_văn_bản.tong."
    problem = f"{name.shown} không phải là số đếm nhiệm vụ nào."
    writer.report_at('DL160', Level.CHAN, name.place, problem, remedy)


def _formats(writer: Writer, name: Name, forms: tuple[str, ...]) -> bool:
    """True where the formats that are left are named ones; else the first that is not is reported."""
    wrong = next((form for form in forms if form not in FORMATS), None)
    if wrong is None:
        return True
    near = difflib.get_close_matches(fold(wrong, fold_d=True), [_LIST, *FORMATS], 1, 0.7)
    remedy = f"Có phải là «{near[0]}»?" if near else f"Dùng «{_LIST}» hoặc một trong: {', '.join(FORMATS)}."
    problem = f"{name.shown}: không có dạng nào tên là «{wrong}»."
    if wrong == _LIST:
        problem = f"{name.shown}: dạng «{_LIST}» không dùng được ở đây."
        remedy = f"Viết ${{nhiem_vu.cham|{_LIST}}}: sau tên một số đếm, trước các dạng khác."
    writer.report_at('DL164', Level.CHAN, name.place, problem, remedy)
    return False


def _shown(count: int, padded: bool = False) -> str:
    return pad_count(str(count)) if padded and count < 1000 else format_number(count)


def _clause(found: Tally, padded: bool) -> str:
    """The total and every state that some task is in: `361 nhiệm vụ: hoàn thành 277, đang thực hiện 84`."""
    said = []
    for part, words in PARTS.items():
        if count := found.count(part):
            late = found.count('hoan_thanh_tre_han') if part == 'hoan_thanh' else 0
            of_them = f" (trễ hạn {_shown(late, padded)})" if late else ''
            said.append(f"{words} {_shown(count, padded)}{of_them}")
    return f"{_shown(len(found.tasks), padded)} nhiệm vụ: {', '.join(said)}"


def _titles(writer: Writer, name: Name, found: Tally, measure: str) -> str | None:
    """The titles divided by `;`, None where one of them cannot be had or the lists of the paper grow too long."""
    said = _listed(writer, name, found, measure) if sum(found.listed) <= MOST_LETTERS else ''
    if said:
        found.listed.append(len(said))
    if said is not None and sum(found.listed) > MOST_LETTERS:
        problem = f"các danh sách tên nhiệm vụ trong văn bản này dài hơn {format_number(MOST_LETTERS)} chữ."
        remedy = "Chỉ liệt kê tình trạng cần nêu, hoặc in bảng bằng «bang_nhiem_vu»."
        writer.report_at('DL165', Level.CHAN, name.place, f"{name.shown}: {problem}", remedy)
        return None
    return said


def _listed(writer: Writer, name: Name, found: Tally, measure: str) -> str | None:
    titles: list[str] = []
    for one in found.of(measure):
        title = title_of(one.task)
        if title is None:
            line = writer.ho_so.place(path_in(_code(name), one.task.path)).line
            problem = f"tên nhiệm vụ ở dòng {line} có tham chiếu ${{…}} nên không lấy sang được."
            remedy = "Viết danh sách này bằng lời, hoặc viết tên nhiệm vụ đó không có tham chiếu."
            writer.report_at('DL163', Level.CHAN, name.place, f"{name.shown}: {problem}", remedy)
            return None
        titles.append(title)
    return '; '.join(filter(None, titles)) or "không có nhiệm vụ nào"
