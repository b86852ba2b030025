"""Templates looked at without data: their faults, and what they do not print of what the program's own print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from baocao.errors import Finding, Level, Span
from baocao.mau.choose import Choice, Models, choose, frame, no_template
from baocao.mau.files import FRAGMENT, LAYOUTS, NAMES, SECTIONS, File, folder_of_program, own_files
from baocao.view import FIELDS
from baocao.word import Lack, Template, lacks

#: fields that the View may leave empty for a time, but that every paper has in the end (Điều 8 khoản 2 điểm e)
_ALWAYS = ('ho_ten',)
#: findings of a misspelt name, whose remedy names the field that was meant
_MISSPELT = ('MB230', 'MB231')


class Checked(Struct, frozen=True):
    """A template that was looked at: its file, the program's template whose part it takes ('' where it could not
    be read), what was found."""

    name: str
    role: str
    findings: tuple[Finding, ...]


def check(paths: Iterable[str]) -> Iterator[Checked]:
    """Every template that files and folders name. A file with a name of its own is taken for what it is nearest to;
    in a folder, where only known names are used, such a file is a doubt."""
    models = Models(folder_of_program())
    for given in paths:
        path, shown = Path(given), Path(given).as_posix()
        if not path.is_dir():
            yield _checked(File(path, shown, shown), models)
            continue
        found = own_files(path)
        for file in found:
            name = f'{shown}/{file.relative_to(path).as_posix()}'
            one = _checked(File(file, name, name), models)
            idle = () if file.name in NAMES else (_idle(name),)
            yield replace(one, findings=(*one.findings, *idle))
        if not found:
            yield Checked(shown, '', (no_template(shown),))


def _checked(file: File, models: Models) -> Checked:
    name = file.path.name
    role = name if name in NAMES else LAYOUTS[0]
    examined = _in_role(file, role, models).examine()
    if name not in NAMES:
        if examined.template is None:
            return Checked(file.name, '', examined.findings)
        role = models.nearest(examined.template)
    own = tuple(f for f in examined.findings if f.span.file == file.name)
    missing: tuple[Finding, ...] = ()
    if examined.template is not None:
        model = models.of(role if role in LAYOUTS else LAYOUTS[0])
        missing = tuple(_missing(examined.template, model, file.name, role, own))
    return Checked(file.name, role, (*own, *missing))


def _in_role(file: File, role: str, models: Models) -> Choice:
    """The program's templates with the file in the place of one of them."""
    chosen = choose(role if role in LAYOUTS else LAYOUTS[0], (), models.program)
    if role == FRAGMENT:
        return replace(chosen, fragment=file)
    if role in LAYOUTS:
        return replace(chosen, layout=file)
    sections = tuple((field, file if SECTIONS[field] == role else old) for field, old in chosen.sections)
    return replace(chosen, sections=sections)


def _missing(
    template: Template, model: Template, name: str, role: str, found: tuple[Finding, ...]
) -> Iterator[Finding]:
    """What the template does not print of what the model prints.

    Nothing where it is so torn that nothing of it could be read, and not what a misspelt name was meant for: that
    is told there.
    """
    wanted = _wanted(model, role)
    if found and not wanted & set(template.prints):
        return
    for lack in lacks(template, model, wanted):
        if not any(_is_meant(lack, f) for f in found):
            yield _finding(lack, name)


def _wanted(model: Template, role: str) -> frozenset[str]:
    """The fields that a template in this role prints by itself."""
    if role in LAYOUTS:
        return frame(model)
    field = next((f for f, file in SECTIONS.items() if file == role), 'khoi')
    return frozenset(path for path in model.prints if path.startswith((f'{field}.', f'{field}/')))


def _is_meant(lack: Lack, found: Finding) -> bool:
    return (
        found.code in _MISSPELT
        and f"«{lack.field.rpartition('.')[2]}»" in found.remedy
        and _cell(found.span.place) == _cell(lack.place)
    )


def _cell(place: str) -> str:
    return place.rpartition(', đoạn ')[0]


def _finding(lack: Lack, name: str) -> Finding:
    what = f"«{lack.field}» ({FIELDS[lack.field]})"
    kind = lack.path.split('.')[1] if lack.path.startswith('khoi.') else ''
    where = f"Đoạn mẫu của khối «{kind}»" if kind else "Mẫu"
    if lack.needed or lack.path in _ALWAYS:
        problem = f"{where} không in {what}, phần không thể thiếu."
        return Finding('MB261', Level.LOI, Span(name, place=lack.place), problem, lack.remedy)
    problem = f"{where} không in {what}: văn bản nào có phần này sẽ bị thiếu."
    return Finding('MB262', Level.CANH_BAO, Span(name, place=lack.place), problem, lack.remedy)


def _idle(name: str) -> Finding:
    return Finding(
        'MB266',
        Level.CANH_BAO,
        Span(name),
        "Trong một thư mục, tệp này không được dùng: tên tệp không phải tên của mẫu nào.",
        f"Đặt tên tệp là một trong các tên: {', '.join(NAMES)}; hoặc chỉ đúng tệp này: --mau TỆP.",
    )
