"""A batch file read with the units and papers that it names, and all that is wrong in it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import PurePosixPath

from msgspec import Struct

from baocao.errors import BaoCaoError, Finding, Level
from baocao.loading.faults import finding
from baocao.loading.units import Unit, asked_of, code_of_name, is_asked, leads_in, tasks_for, unit_of
from baocao.loading.validate import validate
from baocao.models import CO_QUAN_CHU_TRI, TAT_CA, DanhSachDonVi, Dot, DotSoan
from baocao.models.fields import AGENCY_CODE, short
from baocao.regexes import regex
from baocao.source import Source
from baocao.workspace import Workspace, kind_of, yaml_files

#: a field in the pattern of a file name
FIELD = regex(r'\$\{\s*([a-z][a-z0-9_.]*)\s*\}')
_FIELDS = ('don_vi', 'don_vi.ma', 'ky', 'nam', 'van_ban')


class BatchFile(Struct, frozen=True):
    """A batch file read: its crossings with form, units by code, and the paper that hands out tasks; what each says of
    all its papers, as a digest."""

    source: Source
    model: DotSoan
    forms: tuple[PurePosixPath, ...]
    units: tuple[Mapping[str, Unit], ...]
    givers: tuple[PurePosixPath | None, ...]
    said: tuple[str, ...]
    findings: tuple[Finding, ...]


def read(workspace: Workspace, tep: PurePosixPath) -> BatchFile:
    """A batch file with the units and papers that it names, read once."""
    if ('dot_soan', tep) not in workspace.kept:
        try:
            workspace.kept['dot_soan', tep] = _Reading(workspace, tep).read()
        except BaoCaoError as error:
            workspace.kept['dot_soan', tep] = error
    found = workspace.kept['dot_soan', tep]
    if isinstance(found, BaoCaoError):
        raise BaoCaoError(*found.findings)
    assert isinstance(found, BatchFile)
    return found


class _Reading:
    """One reading of a batch file, with all its findings."""

    def __init__(self, workspace: Workspace, tep: PurePosixPath) -> None:
        self._workspace = workspace
        self._tep = tep
        self._source = workspace.source(tep)
        self._findings = list(self._source.findings)
        self._listed: dict[str, Unit] | None = None
        self._unread: list[Finding] = []  # of files beside whose kind is not known

    def read(self) -> BatchFile:
        """The file. Raises BaoCaoError with all findings where any stops."""
        model = validate(DotSoan, self._source, self._findings)
        forms: list[PurePosixPath] = []
        givers: list[PurePosixPath | None] = []
        units: list[Mapping[str, Unit]] = []
        for i, dot in enumerate(model.dot_soan if model else ()):
            form = self._named(dot.van_ban, ('dot_soan', i, 'van_ban'))
            giver = self._named(dot.nhiem_vu_tu, ('dot_soan', i, 'nhiem_vu_tu')) if dot.nhiem_vu_tu else None
            if form is not None:
                forms.append(form)
            if form is not None and giver is not None and not self._may_tell(i, form, giver):
                giver = None
            givers.append(giver)
            units.append(self._units(i, dot, giver))
        if model is not None:
            self._findings += check_names(self._source, model)
        if model is None or any(f.level.stops for f in self._findings):
            raise BaoCaoError(*self._findings)
        found = tuple(self._findings)
        said = tuple(_said(dot) for dot in model.dot_soan)
        return BatchFile(self._source, model, tuple(forms), tuple(units), tuple(givers), said, found)

    def _named(self, code: str, loc: tuple[str | int, ...]) -> PurePosixPath | None:
        """The paper of a code beside the batch file, else the one of the office."""
        places = self._workspace.papers_like(code, self._tep)
        if len(places) == 1:
            return places[0]
        listed = ", ".join(map(self._workspace.shown, places[:5]))
        self._say(
            'DL180',
            loc,
            f"Có nhiều văn bản mang mã «{code}»: {listed}." if places else
            f"Không có văn bản nào mang mã «{code}».",
            "Ghi «ma» khác nhau ở các văn bản đó." if places else
            f"Ghi «ma: {code}» ở tệp văn bản, hoặc đặt tên tệp là {code.replace('_', '-')}.yaml.",
        )  # fmt: skip
        return None

    def _is_secret(self, paper: PurePosixPath) -> bool:
        return self._workspace.source(paper).value().get('do_mat') is not None

    def _may_tell(self, i: int, form: PurePosixPath, giver: PurePosixPath) -> bool:
        """Whether a letter may hand out the tasks of a paper: those of a secret one go by secret letters only."""
        may = self._is_secret(form) or not self._is_secret(giver)
        if not may:
            self._say(
                'DL173',
                ('dot_soan', i, 'nhiem_vu_tu'),
                f"Văn bản {self._workspace.shown(giver)} có độ mật nên nhiệm vụ của nó không được tự đưa sang văn bản "
                "không có độ mật.",
                f"Ghi «do_mat» ở {self._workspace.shown(form)} nếu công văn cũng là văn bản mật, hoặc viết thẳng nội dung được "
                "phép nêu.",
            )
        return may

    def _units(self, i: int, dot: Dot, giver: PurePosixPath | None) -> Mapping[str, Unit]:
        """The units of a crossing by code, in order."""
        loc = ('dot_soan', i, 'don_vi')
        words = [one.ten.strip().casefold() for one in dot.don_vi]
        if words == [TAT_CA]:
            return self._all_units(loc)
        if words == [CO_QUAN_CHU_TRI]:
            return self._leading(i, dot, giver)
        found: dict[str, Unit] = {}
        listed = self._beside()
        for k, one in enumerate(dot.don_vi):
            typed = one.ten.strip()
            unit = listed.get(typed) if one.ma is None else None
            if unit is None and one.ma is None and '-' in typed and AGENCY_CODE.fullmatch(typed):
                self._no_such_code(typed, listed, (*loc, k))
                continue
            unit = unit or unit_of(one)
            self._add(found, unit, self._source, (*loc, k))
        return found

    def _no_such_code(self, code: str, listed: Mapping[str, Unit], loc: tuple[str | int, ...]) -> None:
        """A code of no unit, which would else be printed as a name."""
        near = difflib.get_close_matches(code, [*listed], 1)
        self._say(
            'DL172',
            loc,
            f"Không có đơn vị nào mang mã «{short(code)}» trong tệp danh sách đơn vị bên cạnh.",
            f"Có phải là «{near[0]}»?"
            if near
            else "Thêm đơn vị vào tệp danh sách, hoặc ghi «ma» và «ten» tại đây.",
        )

    def _beside(self) -> Mapping[str, Unit]:
        """The units of the file beside, empty where there is none."""
        if self._listed is None:
            self._listed = {}
            folder = self._tep.parent
            for path in yaml_files(self._workspace.root / folder, deep=False):
                place = folder / path.name
                if place != self._tep and self._is_list(place):
                    self._listed.update(self._read_list(place))
        return self._listed

    def _is_list(self, place: PurePosixPath) -> bool:
        try:
            return kind_of(self._workspace.source(place)) == 'don_vi'
        except BaoCaoError as error:
            self._unread += error.findings
            return False

    def _read_list(self, place: PurePosixPath) -> dict[str, Unit]:
        source = self._workspace.source(place)
        self._findings += source.findings
        model = validate(DanhSachDonVi, source, self._findings)
        found: dict[str, Unit] = {}
        for k, one in enumerate(model.don_vi if model else ()):
            self._add(found, unit_of(one), source, ('don_vi', k))
        return found

    def _all_units(self, loc: tuple[str | int, ...]) -> Mapping[str, Unit]:
        found = self._beside()
        if not found:
            self._findings += self._unread  # the list may be one of them
            self._say(
                'DL181',
                loc,
                "Cạnh tệp này không có tệp danh sách đơn vị nào đọc được.",
                "Tạo tệp don-vi.yaml có dòng «don_vi:» và các mục «- ma: …», «ten: …».",
            )
        return found

    def _leading(self, i: int, dot: Dot, giver: PurePosixPath | None) -> Mapping[str, Unit]:
        """The agencies that lead the tasks that are asked for."""
        loc = ('dot_soan', i, 'don_vi')
        if dot.nhiem_vu_tu is None:
            self._say('DL182', loc, "«cơ quan chủ trì» của văn bản nào thì chưa ghi.", "Thêm «nhiem_vu_tu».")
        if giver is None:
            return {}
        leads = leads_in(self._workspace, giver, self._findings)
        asked = asked_of(dot, giver)
        found: dict[str, Unit] = {}
        for lead in leads:
            for name in lead.leads:
                unit = Unit(code_of_name(name), name)
                if unit.ma not in found and tasks_for(asked, unit, (lead,)):
                    found[unit.ma] = unit
        many = dict.fromkeys(name for lead in leads for name in lead.many if is_asked(lead, asked))
        if many:
            listed = "; ".join(f"«{short(name, 50)}»" for name in list(many)[:4])
            more = f" và {len(many) - 4} tên nữa" if len(many) > 4 else ""
            if self._is_secret(giver):
                listed, more = f"{len(many)} tên", ""
            self._say(
                'DL183',
                loc,
                f"Có nhiệm vụ do nhiều nơi cùng chủ trì mà không nêu tên từng nơi, nên không gửi được: {listed}{more}.",
                "Ghi rõ từng cơ quan ở «chu_tri» của nhiệm vụ, hoặc gửi riêng các nhiệm vụ này.",
                Level.CANH_BAO,
            )
        if not found:
            self._say(
                'DL184',
                loc,
                "Không có cơ quan nào chủ trì nhiệm vụ được chọn, nên đợt này không có văn bản nào.",
                "Xem lại «nhiem_vu», «tinh_den» hoặc «chu_tri» ở văn bản giao nhiệm vụ.",
                Level.CANH_BAO,
            )
        return found

    def _add(self, found: dict[str, Unit], unit: Unit, source: Source, loc: tuple[str | int, ...]) -> None:
        if not AGENCY_CODE.fullmatch(unit.ma):
            problem = f"Tên «{short(unit.ten)}» không cho được mã nào."
            self._findings.append(
                finding('DL185', source, source.span(loc), problem, "Thêm «ma», ví dụ: ma: phong-kinh-te.")
            )
        elif unit.ma in found:
            problem = f"Mã đơn vị «{unit.ma}» đã dùng cho «{short(found[unit.ma].ten)}»."
            self._findings.append(
                finding('DL186', source, source.span(loc), problem, "Đặt «ma» khác cho một trong hai đơn vị.")
            )
        else:
            found[unit.ma] = unit

    def _say(
        self,
        code: str,
        loc: tuple[str | int, ...],
        problem: str,
        remedy: str,
        level: Level = Level.CHAN,
    ) -> None:
        self._findings.append(finding(code, self._source, self._source.span(loc), problem, remedy, level))


def _said(dot: Dot) -> str:
    """What a crossing says of all its papers."""
    own = {key: value for key, value in dot if key not in ('don_vi', 'ky_bao_cao', 'ten_tep')}
    return sha256(repr(own).encode('utf-8', 'surrogatepass')).hexdigest()


def check_names(source: Source, model: DotSoan) -> Iterator[Finding]:
    """Fields of file names that are none."""
    for i, dot in enumerate(model.dot_soan):
        for found in FIELD.finditer(dot.ten_tep or ''):
            if found[1] not in _FIELDS and not found[1].startswith('don_vi.'):
                yield finding(
                    'DL188',
                    source,
                    source.span(('dot_soan', i, 'ten_tep')),
                    f"«{found[0]}» không dùng được trong tên tệp.",
                    f"Dùng: {', '.join(f'${{{name}}}' for name in _FIELDS)}.",
                )
