"""References of a text: `${…}` to the items of the paper, the texts it cites, its figures and its period.

    tham_chiếu = "${" , khoảng , tên , { khoảng , "|" , khoảng , dạng } , khoảng , "}" ;
    tên        = từ , { "." , phần } ;
    dạng       = từ ;
    từ         = chữ , { chữ | chữ_số | "_" } ;
    phần       = ( chữ | chữ_số ) , { chữ | chữ_số | "_" } ;
    chữ        = "a" | "b" | … | "z" ;
    chữ_số     = "0" | "1" | … | "9" ;
    khoảng     = { " " } ;

The first word says what is named: `muc.<mã>` an item, `dieu.<mã>` an Điều or what stands below one,
`phu_luc.<mã>` an appendix, `vb.<mã>` another text, `nhiem_vu.<số đếm>` a count of tasks (see `task_counts`).
`ky` and `ky.<phần>` are the period of the paper (see `periods`), `chi_tieu.<số đếm>` counts of judged targets (see
`judged`), `don_vi` and `don_vi.<phần>` the unit that a batch file writes the paper for (see `units`). `chung` and
`thuong_dung` belong to the tasks and to the recipients. Every other first word is the name of
a figure, `<mã>`, `<mã>.<chỉ số>` or `<mã>.<thành phần>`, behind which a field may stand (see `figure_fields`); in the
sentence of a target the names of its own plans go first. The formats after the bars are used from left to right;
`so`, `day_du`, `ngan` and `danh_sach` choose what is printed and stand first, `lam_tron_…` and `phan_tram_…` behind a
computed number say to how many decimals it is rounded.
`\\${` prints the signs themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from baocao.errors import Level
from baocao.markup import Reference
from baocao.models import QuyetDinh
from baocao.text import EMPTY, Ref, Text
from baocao.vietnamese import FORMATS, BadValue, upper_first
from baocao.view import citations, task_counts
from baocao.view.figure_fields import figure
from baocao.view.judged_counts import counted
from baocao.view.names import Name, Printed, as_typed, close, read
from baocao.view.numbering import Place, Step
from baocao.view.periods import period
from baocao.view.units import unit
from baocao.view.writer import NBSP, Writer

#: the style of numbers that carry the numbers above them
_DOTTED = re.compile(r'[0-9]+(?:\.[0-9]+)+')

_MISPLACED = {
    'chung': "chỉ dùng trong các dòng phân công, thay cho phần đã nêu ở «phan_cong_chung»",
    'thuong_dung': "chỉ dùng làm cả một dòng của «noi_nhan»",
}


def resolve(writer: Writer, reference: Reference, path: str) -> Text:
    """What a reference prints; empty where it names nothing, which is reported at its place."""
    name = read(reference, path)
    if name is None:
        place = (path, reference.offset, reference.length)
        typed = f'${{{reference.name}}}'
        problem = f"«{typed[:60]}» không đúng lối viết tham chiếu."
        remedy = "Tên và dạng viết bằng chữ thường không dấu, ví dụ: ${muc.nhiem_vu}, ${vb.nghi_quyet|ngan}"
        writer.report_at('DL100', Level.CHAN, place, problem, f"{remedy}; {as_typed(typed)}")
        return EMPTY
    printed = _KINDS.get(name.words[0], _other)(writer, name)
    if printed is None:
        return EMPTY
    value, field, forms = printed
    for form in forms:
        value = _formatted(writer, name, value, form)
    at = Ref(value, '.'.join(name.words), field, '|'.join(name.forms), path=path, at=reference.offset)
    return Text((at,))


def _item(writer: Writer, name: Name) -> Printed | None:
    """An item by its code: `muc` names any, `dieu` those in an Điều, `phu_luc` the appendices themselves."""
    kind, code = name.words[0], '.'.join(name.words[1:])
    fitting = {c: p for c, p in writer.numbers.places.items() if _fits(kind, p)}
    place = fitting.get(code)
    if place is None:
        _no_item(writer, name, fitting)
        return None
    own = place.steps[-1]
    bare = name.forms[:1] == ('so',)
    if not own.number and (bare or own.word != "Phụ lục"):
        said = "là phụ lục duy nhất nên không có số" if own.word else "không có số"
        line = writer.ho_so.place(place.path).line
        writer.report_at(
            'DL102',
            Level.CHAN,
            name.place,
            f"{name.shown} dẫn đến mục ở dòng {line}, mục này {said}.",
            f"Bỏ «|so» để in «{own.word}»." if own.word else "Đánh số mục đó, hoặc viết lời dẫn bằng chữ.",
        )
        return None
    if bare:
        return own.number, 'so', name.forms[1:]
    return _words(writer, place, _text_of(name.place[0])), 'dan', name.forms


def _fits(kind: str, place: Place) -> bool:
    is_appendix = place.steps[-1].word == "Phụ lục"
    if kind == 'dieu':
        return any(step.word == "Điều" for step in place.steps)
    return is_appendix == (kind == 'phu_luc')


def _no_item(writer: Writer, name: Name, fitting: Mapping[str, Place]) -> None:
    kind, code = name.words[0], '.'.join(name.words[1:])
    other = writer.numbers.places.get(code)
    if other is not None:
        right = 'phu_luc' if _fits('phu_luc', other) else 'muc'
        problem = f"{name.shown}: «{code}» {'là phụ lục' if right == 'phu_luc' else 'không phải là phụ lục'}."
        if kind == 'dieu' and right == 'muc':
            problem = f"{name.shown}: «{code}» không nằm trong Điều nào."
        writer.report_at('DL103', Level.CHAN, name.place, problem, f"Viết ${{{right}.{code}}}.")
        return
    what = "phụ lục" if kind == 'phu_luc' else "mục"
    remedy = f"Ghi «ma: {code}» ở {what} cần dẫn đến" if code else f"Viết ${{{kind}.mã}}"
    near = close(code, fitting)
    if near:
        remedy = f"Có phải là ${{{kind}.{near}}}?"
    else:
        remedy += f"; {as_typed(name.shown)}"
    writer.report_at(
        'DL101', Level.CHAN, name.place, f"Không có {what} nào mang mã «{code or name.shown}».", remedy
    )


def _words(writer: Writer, place: Place, here: str) -> str:
    """An item in words, from the small to the large (Phụ lục II, Mục V: điểm a khoản 2 Điều 3); the text that
    it stands in is named where the reference stands in another."""
    said: list[str] = []
    below: Step | None = None
    for step in reversed(place.steps):
        carried = below is not None and _DOTTED.fullmatch(below.number) and _DOTTED.fullmatch(step.number)
        if step.number and not carried and step.word != "Phụ lục":
            said.append(f'{step.word}{NBSP}{step.number}')
        below = step
        if step.word in ("Điều", "Chương"):
            break
    first = place.steps[0]
    if first.word == "Phụ lục" and (here != place.text or len(place.steps) == 1):
        said.append(NBSP.join(filter(None, (first.word, first.number))))
    elif here != place.text:
        said.append(_text_in_words(writer, place.text))
    return ' '.join(said)


def _text_in_words(writer: Writer, text: str) -> str:
    """The paper or its attached text, as another text of the same file names it."""
    van_ban = writer.ho_so.van_ban
    itself = f"{upper_first(writer.ho_so.the_loai.ten)} này"
    if text and isinstance(van_ban, QuyetDinh) and van_ban.van_ban_kem_theo:
        return f"{upper_first(van_ban.van_ban_kem_theo.loai)} kèm theo {itself}"
    return itself


def _text_of(path: str) -> str:
    """The text that a path stands in, as in Place."""
    if path.startswith('van_ban_kem_theo.'):
        return 'van_ban_kem_theo'
    return '.'.join(path.split('.')[:2]) if path.startswith('phu_luc.') else ''


def _cited(writer: Writer, name: Name) -> Printed | None:
    """Another text by its code: in full the first time, short later (Phụ lục I, Phần I, Mục II khoản 6)."""
    code = '.'.join(name.words[1:])
    if code not in writer.ho_so.citable:
        _no_text(writer, name, code)
        return None
    asked = name.forms[0] if name.forms[:1] in (('day_du',), ('ngan',)) else ''
    words, form = citations.cite(writer, code, asked, name.place, name.shown)
    return words, form, name.forms[1:] if asked else name.forms


def _no_text(writer: Writer, name: Name, code: str) -> None:
    refused = writer.ho_so.uncitable.get(code)
    if refused is not None:
        problem, remedy = refused
        writer.report_at('DL108', Level.CHAN, name.place, f"{name.shown}: {problem}", remedy)
        return
    near = close(code, list(writer.ho_so.citable))
    remedy = (
        f"Có phải là ${{vb.{near}}}?"
        if near
        else "Ghi văn bản đó vào van-ban-dan.yaml (loai, so, ngay, co_quan, trich_yeu), hoặc ghi «ma» ở tệp văn bản "
        "của cơ quan."
    )
    problem = f"Không có văn bản nào mang mã «{code or name.shown}»."
    writer.report_at('DL107', Level.CHAN, name.place, problem, remedy)


def _misplaced(writer: Writer, name: Name) -> None:
    writer.report_at(
        'DL104',
        Level.CHAN,
        name.place,
        f"{name.shown} {_MISPLACED[name.words[0]]}.",
        f"Viết thẳng nội dung cần in; {as_typed(name.shown)}",
    )


def _other(writer: Writer, name: Name) -> Printed | None:
    """A figure by its name; nothing else is named so."""
    found = figure(writer, name)
    if found is not None:
        return found[0]
    words = '.'.join(name.words)
    known = [
        f'{kind}.{code}' for code, p in writer.numbers.places.items() for kind in _ITEMS if _fits(kind, p)
    ]
    known += [f'vb.{code}' for code in writer.ho_so.citable]
    known += task_counts.NAMES
    known += writer.figures
    bare = {k.partition('.')[2]: k for k in reversed(known)}
    near = bare.get(words) or close(words, known)
    remedy = f"Có phải là ${{{near}}}?" if near else f"Sửa lại tên cho đúng; {as_typed(name.shown)}"
    writer.report_at('DL040', Level.CHAN, name.place, f"Không có gì mang tên «{name.shown}».", remedy)
    return None


def _formatted(writer: Writer, name: Name, value: str, form: str) -> str:
    known = FORMATS.get(form)
    try:
        if known is not None:
            return known.apply(value)
        problem, remedy = _no_format(name, form)
    except BadValue as bad:
        problem, remedy = bad.problem, bad.remedy
    writer.report_at('DL105', Level.CHAN, name.place, f"{name.shown}: {problem}", remedy)
    return value


def _no_format(name: Name, form: str) -> tuple[str, str]:
    own = _OWN_FORMS.get(name.words[0], ())
    if form in own:
        return f"dạng «{form}» phải đứng trước các dạng khác.", f"Viết ${{{'.'.join(name.words)}|{form}…}}."
    known = [*own, *FORMATS]
    near = close(form, known)
    remedy = f"Có phải là «{near}»?" if near else f"Dùng một trong: {', '.join(known)}."
    return f"không có dạng nào tên là «{form}».", remedy


_ITEMS = ('muc', 'phu_luc')
_OWN_FORMS: Mapping[str, tuple[str, ...]] = {
    'vb': ('day_du', 'ngan'),
    'chi_tieu': ('danh_sach',),
    **dict.fromkeys(('muc', 'dieu', 'phu_luc'), ('so',)),
}
_KINDS: Mapping[str, Callable[[Writer, Name], Printed | None]] = {
    'muc': _item,
    'dieu': _item,
    'phu_luc': _item,
    'vb': _cited,
    'nhiem_vu': task_counts.counted,
    'ky': period,
    'chi_tieu': counted,
    'don_vi': unit,
    'chung': _misplaced,
    'thuong_dung': _misplaced,
}


def check_codes(writer: Writer) -> None:
    """Each code of the paper names one item."""
    for path, code, first in writer.numbers.twice:
        line = writer.ho_so.place(f'{first}.ma').line
        writer.report(
            'DL106',
            Level.CHAN,
            f'{path}.ma',
            f"Mã «{code}» đã dùng cho mục ở dòng {line}.",
            "Đặt mã khác cho một trong hai mục.",
        )
