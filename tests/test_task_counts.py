"""Counts of tasks: what a report prints of the states that stand in itself or in another paper."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from every_field import written
from hypothesis import given
from hypothesis import strategies as st
from office import NBSP, Office, decision, office, report

from baocao.errors import BaoCaoError, Finding, Level
from baocao.loading.task_states import MEASURES, PARTS, tally
from baocao.loading.task_walk import Assigned, assigned
from baocao.models import Muc, VanBanCoTenLoai
from baocao.text import Ref
from baocao.vietnamese import Ngay, parse_date
from baocao.view import build, references
from baocao.view.numbering import number
from baocao.view.outline import root_blocks
from baocao.view.task_titles import title_of
from baocao.view.times import reporting_day
from baocao.view.writer import MANY, Writer

#: the lines of one task each, without its text; the deadline of all is 31/3/2023
ON_TIME = ['ngay_hoan_thanh: 31/3/2023']
LATE_DONE = ['tinh_trang: đã hoàn thành', 'ngay_hoan_thanh: 01/4/2023']
DONE = ['tinh_trang: đã hoàn thành']
DOING = ['thoi_han: 31/12/2023', 'tinh_trang: đang thực hiện']
LATE = ['tinh_trang: chậm']
EXTENDED = ['gia_han_den: 31/12/2023']
NOT_BEGUN = ['thoi_han: 31/12/2023', 'tinh_trang: chưa thực hiện']
UNSAID = ['thoi_han: 31/12/2023']
EVERY = [ON_TIME, LATE_DONE, DONE, DOING, LATE, EXTENDED, NOT_BEGUN, UNSAID]

DAY = '15/11/2023'


def outline(tasks: list[list[str]]) -> str:
    """A heading with tasks named `việc 1`, `việc 2` …, which inherit their lead and their deadline."""
    lines = ['- tieu_de: Việc', '  phan_cong_chung:', '    chu_tri: Phòng Một', '    thoi_han: 31/3/2023']
    lines.append('  muc_con:')
    for i, said in enumerate(tasks, 1):
        lines += [f'    - noi_dung: Việc {i};', *(f'      {line}' for line in said)]
    return '\n'.join(lines)


def own(root: Path, tasks: list[list[str]], text: str, day: str | None = DAY) -> Office:
    """A report of a day whose opening paragraph tells of its own tasks."""
    return office(root, report(outline(tasks), mo_dau=f'|\n{text}', ngay_ban_hanh=day))


def other(root: Path, tasks: list[list[str]], text: str, **more: str | None) -> Office:
    """A report of a day whose opening paragraph tells of the tasks that a decision `giao_viec` assigned."""
    paper = decision(outline(tasks), ngay_ban_hanh='05/01/2023', so='7')
    reporting = report('- A', mo_dau=f'|\n{text}', **{'ngay_ban_hanh': DAY, **more})
    return office(root, reporting, files={'2023/giao-viec.yaml': paper})


def said(made: Office) -> str:
    """The opening paragraph."""
    return made.build()[0].noi_dung[0].noi_dung.plain.replace(NBSP, ' ')


def told(made: Office) -> list[tuple[str, Level]]:
    return [(f.code, f.level) for f in made.findings()]


# what is counted


@pytest.mark.parametrize(
    ('measure', 'count'),
    [
        ('tong', 8),
        ('hoan_thanh', 3),
        ('hoan_thanh_dung_han', 1),
        ('hoan_thanh_tre_han', 1),
        ('hoan_thanh_chua_ro_han', 1),
        ('dang_thuc_hien', 1),
        ('cham', 1),
        ('gia_han', 1),
        ('chua_thuc_hien', 1),
        ('chua_ro', 1),
    ],
)
def test_each_state_is_counted(tmp_path: Path, measure: str, count: int) -> None:
    assert said(own(tmp_path, EVERY, f'Có ${{nhiem_vu.{measure}}} việc')) == f'Có {count} việc'
    of_other = f'Có ${{nhiem_vu.giao_viec.{measure}}} việc'
    assert said(other(tmp_path, EVERY, of_other)) == f'Có {count} việc'


def test_a_count_remembers_what_asked_for_it(tmp_path: Path) -> None:
    view, _ = other(tmp_path, [DOING], 'Có ${nhiem_vu.giao_viec.tong|hai_chu_so} việc').build()
    (ref,) = [p for p in view.noi_dung[0].noi_dung if isinstance(p, Ref)]
    assert (ref.text, ref.figure, ref.field, ref.format) == (
        '01',
        'nhiem_vu.giao_viec.tong',
        'tong',
        'hai_chu_so',
    )
    assert (ref.path, ref.at) == ('mo_dau', 3)


@pytest.mark.parametrize(
    ('tasks', 'typed', 'printed'),
    [
        ([*[ON_TIME] * 5, DOING], 'tom_tat', "6 nhiệm vụ: hoàn thành 5, đang thực hiện 1"),
        (
            EVERY,
            'tom_tat',
            "8 nhiệm vụ: hoàn thành 3 (trễ hạn 1), đang thực hiện 1, chậm 1, gia hạn 1, chưa thực hiện 1, "
            "chưa nêu tình trạng 1",
        ),
        ([ON_TIME, LATE_DONE], 'tom_tat|hai_chu_so', "02 nhiệm vụ: hoàn thành 02 (trễ hạn 01)"),
        ([UNSAID] * 1100, 'tom_tat', "1.100 nhiệm vụ: chưa nêu tình trạng 1.100"),
        ([UNSAID] * 1100, 'tong', "1.100"),
        ([UNSAID] * 3, 'tong|bang_chu', "ba"),
        ([DONE, DOING, LATE, LATE], 'cham|danh_sach', "Việc 3; Việc 4"),
        ([DONE, DOING], 'cham|danh_sach', "không có nhiệm vụ nào"),
        ([DONE], 'hoan_thanh|danh_sach|hoa', "VIỆC 1"),
    ],
)
def test_clauses_lists_and_formats(tmp_path: Path, tasks: list[list[str]], typed: str, printed: str) -> None:
    assert said(own(tmp_path, tasks, f'${{nhiem_vu.{typed}}}')) == printed


def test_a_title_is_the_heading_or_the_first_paragraph_without_marks(tmp_path: Path) -> None:
    tree = (
        '- tieu_de: Làm **đường**;\n  chu_tri: A\n  noi_dung: Dài.\n'
        '- noi_dung: "*Trồng*[^a] cây.\\n\\nĐoạn sau."\n  chu_tri: A\n'
        '- phan_cong: không\n  noi_dung: không giao'
    )
    made = office(tmp_path, report(tree, mo_dau='|\n${nhiem_vu.tong|danh_sach}', chu_thich='\na: B'))
    assert said(made) == "Làm đường; Trồng cây"


@pytest.mark.parametrize(
    ('typed', 'title'),
    [
        ("Sửa đường Quang Trung. Trồng cây hai bên. Lắp đèn.", "Sửa đường Quang Trung"),
        ("Chỉnh trang TP. Quảng Ngãi, Q. Ba Đình. Trồng cây", "Chỉnh trang TP. Quảng Ngãi, Q. Ba Đình"),
        ("Mời ThS. Lê A, Tp. Huế tập huấn.", "Mời ThS. Lê A, Tp. Huế tập huấn"),
        ("Hoàn thành Đề án “Chợ 2021-2025”. Thu hút đầu tư.", "Hoàn thành Đề án “Chợ 2021-2025”"),
        ("Theo khoản 1. Điều 5 quy định", "Theo khoản 1. Điều 5 quy định"),
        ("Thu 1.250 hộ. đủ", "Thu 1.250 hộ. đủ"),
        ("Xong năm 2023. “Chợ đêm” mở lại", "Xong năm 2023"),
        ("", ""),
    ],
)
def test_the_first_sentence_names_a_task_without_a_heading(typed: str, title: str) -> None:
    node = Muc.model_validate({'noi_dung': typed or None, 'chu_tri': 'A'})
    assert title_of(Assigned('x', node, None)) == title
    if typed:
        heading = Muc.model_validate({'tieu_de': typed, 'noi_dung': 'x'})
        assert title_of(Assigned('x', heading, None)) == typed.rstrip('.')


def test_a_reference_counts_only_in_the_title_itself() -> None:
    first = Muc.model_validate({'noi_dung': 'Theo ${vb.a}. Làm đường.'})
    later = Muc.model_validate({'noi_dung': 'Làm đường. Theo ${vb.a}.'})
    assert [title_of(Assigned('x', node, None)) for node in (first, later)] == [None, "Làm đường"]


def test_headings_over_tasks_are_none(tmp_path: Path) -> None:
    made = own(tmp_path, [DONE, DONE], '${nhiem_vu.tong}')
    tasks = assigned(made.load().van_ban)
    assert [task.path for task in tasks] == ['bo_cuc.0.muc_con.0', 'bo_cuc.0.muc_con.1']
    assert [str(task.thoi_han) for task in tasks] == ['31/3/2023'] * 2


def test_tasks_of_attached_texts_and_printed_appendices_are_counted(tmp_path: Path) -> None:
    attached = (
        'loai: kế hoạch\ntrich_yeu: Thử\nbo_cuc:\n  - noi_dung: a\n    chu_tri: A\n    tinh_trang: chậm'
    )
    appendix = (
        '\n- tieu_de: P\n  phan_cong_chung:\n    chu_tri: B\n  muc_con:\n    - b\n    - c\n'
        '- tieu_de: Q\n  gui_rieng: có\n  phan_cong_chung:\n    chu_tri: B\n  muc_con:\n    - d'
    )
    paper = decision(
        '- Ban hành kèm theo ${nhiem_vu.tom_tat}; Phụ lục I, Phụ lục II',
        van_ban_kem_theo=attached,
        phu_luc=appendix,
    )
    made = office(tmp_path, paper)
    assert "3 nhiệm vụ: chậm 1, chưa nêu tình trạng 2" in said(made)
    assert [code for code, _ in told(made)] == ['DL078']  # what is sent apart is told, and not counted


STATES = st.sampled_from(EVERY)


@given(st.lists(STATES, max_size=12), st.dates())
def test_counts_make_the_whole_on_any_day(tasks: list[list[str]], date) -> None:
    nodes = [
        {'noi_dung': 'x', 'chu_tri': 'A', 'thoi_han': '31/3/2023', **dict(line.split(': ') for line in one)}
        for one in tasks
    ]
    paper = VanBanCoTenLoai.model_validate(
        {'loai': "báo cáo", 'co_quan_ban_hanh': 'a', 'nam': '2023', 'trich_yeu': 'x', 'nguoi_ky': 'A',
         'noi_dung': 'x', 'bo_cuc': nodes}
    )  # fmt: skip
    year = min(max(date.year, 1900), 2199)
    found = tally(paper, Ngay(min(date.day, 28), date.month, year))
    assert found.count('tong') == len(tasks) == sum(found.count(part) for part in PARTS)
    done = [m for m in MEASURES if m.startswith('hoan_thanh_')]
    assert found.count('hoan_thanh') == sum(found.count(m) for m in done)


_LEAVES = st.sampled_from(
    [{}, {'chu_tri': 'A'}, {'tien_do': 'Q'}, {'phan_cong': "không"}, {'phan_cong_chung': {'chu_tri': 'B'}}]
)
_NODES = st.recursive(
    _LEAVES.map(lambda lines: {'noi_dung': 'x', **lines}),
    lambda inner: st.tuples(_LEAVES, st.lists(inner, min_size=1, max_size=3)).map(
        lambda both: {'noi_dung': 'x', **both[0], 'muc_con': both[1]}
    ),
    max_leaves=12,
)


@given(st.lists(_NODES, min_size=1, max_size=3))
def test_the_tasks_counted_are_those_that_the_outline_writes(tmp_path_factory, nodes) -> None:
    made = office(tmp_path_factory.getbasetemp() / 'walk', report(written(nodes)))
    ho_so = made.load()
    writer = Writer(ho_so, number(ho_so), references.resolve, {}, ())
    root_blocks(writer, ho_so.van_ban.bo_cuc, 'bo_cuc')
    assert [task.path for task in assigned(ho_so.van_ban)] == [path for path, _, _ in writer.tasks]


# the day


@pytest.mark.parametrize(
    ('own_date', 'day'),
    [
        ('15/11/2023', '15/11/2023'),
        ('11/2023', '30/11/2023'),
        (None, '31/12/2023'),
        ('02/2024', '29/02/2024'),
    ],
)
def test_the_day_of_a_report(tmp_path: Path, own_date: str | None, day: str) -> None:
    made = office(tmp_path, report(ngay_ban_hanh=own_date, nam='2023'))
    assert str(reporting_day(made.load().van_ban)) == day


@pytest.mark.parametrize(
    ('task', 'day', 'clause', 'codes'),
    [
        # a task is in time on the day of its deadline
        (UNSAID, '31/12/2023', "chưa nêu tình trạng 1", []),
        (['thoi_han: 31/3/2023'], '01/4/2023', "chậm 1", ['DL155']),
        (ON_TIME, '31/3/2023', "hoàn thành 1", []),
        (LATE_DONE, DAY, "hoàn thành 1 (trễ hạn 1)", []),
        # an extension moves the deadline
        (['gia_han_den: 30/4/2023', 'ngay_hoan_thanh: 30/4/2023'], DAY, "hoàn thành 1", []),
        (['gia_han_den: 30/4/2023', 'ngay_hoan_thanh: 01/5/2023'], DAY, "hoàn thành 1 (trễ hạn 1)", []),
        (['gia_han_den: 30/4/2023'], '30/4/2023', "gia hạn 1", []),
        (['gia_han_den: 30/4/2023'], '01/5/2023', "chậm 1", ['DL155']),
        (['gia_han_den: 30/4/2023', 'tinh_trang: gia hạn'], DAY, "gia hạn 1", ['DL154']),
        (['gia_han_den: 30/4/2023', 'tinh_trang: chậm'], DAY, "chậm 1", []),
        (['tinh_trang: gia hạn'], DAY, "gia hạn 1", []),
        # a state by hand stays, and is told where the deadline contradicts it
        (['tinh_trang: đang thực hiện'], '31/3/2023', "đang thực hiện 1", []),
        (['tinh_trang: đang thực hiện'], '01/4/2023', "đang thực hiện 1", ['DL154']),
        (['tinh_trang: chưa thực hiện'], '01/4/2023', "chưa thực hiện 1", ['DL154']),
        (['tinh_trang: chậm'], '01/02/2023', "chậm 1", []),
        (['tinh_trang: đã hoàn thành'], '01/02/2023', "hoàn thành 1", []),
        # what was done after the day was not done on it
        (['ngay_hoan_thanh: 20/3/2023'], '01/3/2023', "đang thực hiện 1", ['DL156']),
        (LATE_DONE, '31/3/2023', "đang thực hiện 1", ['DL156']),
        (['ngay_hoan_thanh: 20/5/2023'], '01/4/2023', "chậm 1", ['DL156']),
        (['ngay_hoan_thanh: 20/4/2023', 'gia_han_den: 30/4/2023'], '01/4/2023', "gia hạn 1", ['DL156']),
    ],
)
def test_the_state_follows_from_what_is_said_and_the_day(
    tmp_path: Path, task: list[str], day: str, clause: str, codes: list[str]
) -> None:
    for made in (
        own(tmp_path / 'own', [task], '${nhiem_vu.tom_tat}', day),
        other(tmp_path / 'other', [task], '${nhiem_vu.giao_viec.tom_tat}', ngay_ban_hanh=day),
    ):
        assert said(made) == f"1 nhiệm vụ: {clause}"
        assert [f.code for f in made.findings()] == codes


def test_no_deadline_no_lateness(tmp_path: Path) -> None:
    tree = '- noi_dung: x\n  chu_tri: A\n  ngay_hoan_thanh: 05/5/2023\n- noi_dung: y\n  chu_tri: A'
    made = office(tmp_path, report(tree, mo_dau='|\n${nhiem_vu.tom_tat}', ngay_ban_hanh=DAY))
    assert said(made) == "2 nhiệm vụ: hoàn thành 1, chưa nêu tình trạng 1"
    assert made.codes() == []


def test_one_data_set_many_reports(tmp_path: Path) -> None:
    tasks = [ON_TIME, ['thoi_han: 30/11/2023', 'ngay_hoan_thanh: 10/11/2023'], UNSAID]
    clause = '${nhiem_vu.giao_viec.tom_tat}'
    at_nine_months = other(tmp_path / 'a', tasks, clause, ngay_ban_hanh='30/9/2023')
    assert said(at_nine_months) == "3 nhiệm vụ: hoàn thành 1, đang thực hiện 1, chưa nêu tình trạng 1"
    at_the_end = other(tmp_path / 'b', tasks, clause, ngay_ban_hanh='15/12/2023')
    assert said(at_the_end) == "3 nhiệm vụ: hoàn thành 2, chưa nêu tình trạng 1"


# what is told


def one(made: Office, code: str) -> Finding:
    (found,) = [f for f in made.findings() if f.code == code]
    return found


def test_a_state_that_the_deadline_contradicts_is_told_with_both(tmp_path: Path) -> None:
    made = other(tmp_path, [DONE, ['tinh_trang: đang thực hiện']], '${nhiem_vu.giao_viec.dang_thuc_hien}')
    found = one(made, 'DL154')
    assert (found.level, found.span.file) == (Level.CANH_BAO, '2023/giao-viec.yaml')
    assert found.excerpt.strip() == 'tinh_trang: đang thực hiện'
    assert found.problem == (
        "Nhiệm vụ ghi «đang thực hiện», trong khi thời hạn 31/3/2023 là trước ngày 15/11/2023 mà 2023/vb.yaml "
        "tính đến; vẫn được đếm là đang thực hiện."
    )


def test_an_overdue_task_of_which_nothing_is_said_is_proposed_to_be_late(tmp_path: Path) -> None:
    found = one(own(tmp_path, [['gia_han_den: 30/4/2023']], '${nhiem_vu.cham}'), 'DL155')
    assert found.level is Level.CANH_BAO and found.excerpt.strip() == 'gia_han_den: 30/4/2023'
    inherited = one(own(tmp_path, [[]], '${nhiem_vu.cham}'), 'DL155')
    assert inherited.excerpt.strip() == '- noi_dung: Việc 1;'
    assert (
        "hạn mới 30/4/2023 là trước ngày 15/11/2023 mà văn bản này tính đến" in found.problem
        and "đếm là chậm" in found.problem
    )


def test_days_of_completion_after_the_day_are_told_once(tmp_path: Path) -> None:
    later = ['ngay_hoan_thanh: 20/11/2023']
    found = one(own(tmp_path, [later, DONE, later], '${nhiem_vu.hoan_thanh}'), 'DL156')
    assert found.level is Level.GOI_Y
    lines = [
        n
        for n, line in enumerate((tmp_path / '2023/vb.yaml').read_text('utf-8').splitlines(), 1)
        if later[0] in line
    ]
    assert (
        f"Có 2 nhiệm vụ hoàn thành sau ngày 15/11/2023 mà văn bản này tính đến (dòng {lines[0]}, {lines[1]})"
        in found.problem
    )


@pytest.mark.parametrize('text', ['Giao việc.', 'Giao ${nhiem_vu.tong} việc.'])
def test_a_paper_that_tells_no_states_compares_no_deadline(tmp_path: Path, text: str) -> None:
    overdue = [['tinh_trang: đang thực hiện'], [], ['ngay_hoan_thanh: 01/5/2024']]
    assert own(tmp_path, overdue, text).codes() == []


def test_done_in_time_or_late_is_told_where_nobody_knows(tmp_path: Path) -> None:
    text = 'Đúng hạn ${nhiem_vu.hoan_thanh_dung_han}, trễ hạn ${nhiem_vu.hoan_thanh_tre_han}.'
    found = one(own(tmp_path, [ON_TIME, DONE, DONE, LATE_DONE], text), 'DL157')
    assert found.level is Level.CANH_BAO and found.span.column == 1 + 2 + len("Đúng hạn ")
    assert found.problem == (
        "Trong 4 nhiệm vụ hoàn thành, 2 nhiệm vụ chưa rõ đúng hay trễ hạn (đúng hạn + trễ hạn = 1 + 1)."
    )
    assert own(tmp_path, [ON_TIME, LATE_DONE], text).codes() == []


@pytest.mark.parametrize(
    ('text', 'problem'),
    [
        (
            'Giao ${nhiem_vu.tong}: hoàn thành ${nhiem_vu.hoan_thanh}, đang làm ${nhiem_vu.dang_thuc_hien}',
            "cộng lại là 3 + 1 = 4; chưa nêu: chậm 1, gia hạn 1, chưa thực hiện 1, chưa nêu tình trạng 1.",
        ),
        (
            'Giao ${nhiem_vu.tong}: ${nhiem_vu.hoan_thanh_chua_ro_han}, ${nhiem_vu.cham}, ${nhiem_vu.hoan_thanh}, '
            '${nhiem_vu.chua_ro}',
            "cộng lại là 1 + 3 + 1 = 5; chưa nêu: đang thực hiện 1, gia hạn 1, chưa thực hiện 1.",
        ),
        ('Giao ${nhiem_vu.tong}, trong đó chậm ${nhiem_vu.cham}', None),
        ('Hoàn thành ${nhiem_vu.hoan_thanh}, chậm ${nhiem_vu.cham}', None),
        ('Giao ${nhiem_vu.tong}: ${nhiem_vu.cham}, ${nhiem_vu.gia_han}; ${nhiem_vu.tom_tat}', None),
        ('Giao ${nhiem_vu.tong}: ' + ', '.join(f'${{nhiem_vu.{part}}}' for part in PARTS), None),
    ],
)
def test_states_that_do_not_make_the_total_are_hinted_at(
    tmp_path: Path, text: str, problem: str | None
) -> None:
    found = own(tmp_path, EVERY, text).findings()
    assert [(f.code, f.level) for f in found] == ([('DL158', Level.GOI_Y)] if problem else [])
    assert all(problem in f.problem for f in found if problem)


@pytest.mark.parametrize(
    ('lines', 'code', 'level'),
    [
        (['tinh_trang: chưa thực hiện', 'ngay_hoan_thanh: 05/3/2023'], 'DL150', Level.CHAN),
        (['tinh_trang: chậm', 'ngay_hoan_thanh: 05/3/2023'], 'DL150', Level.CHAN),
        (['ngay_hoan_thanh: 05/3/2023', 'tinh_trang: gia hạn'], 'DL150', Level.CHAN),
        (['tinh_trang: đang thực hiện', 'gia_han_den: 05/5/2023'], 'DL151', Level.CHAN),
        (['gia_han_den: 31/3/2023'], 'DL152', Level.CHAN),
        (['gia_han_den: 05/3/2023'], 'DL152', Level.CHAN),
        (['thoi_han: 31/5/2023', 'gia_han_den: 05/5/2023'], 'DL152', Level.CHAN),
        (['phan_cong: không', 'tinh_trang: chậm'], 'DL153', Level.LOI),
        (['ngay_hoan_thanh: 3/2023'], 'DL016', Level.CHAN),
        (['tinh_trang: xong'], 'DL007', Level.CHAN),
    ],
)
def test_what_cannot_be_is_said_at_its_line(
    tmp_path: Path, lines: list[str], code: str, level: Level
) -> None:
    made = own(tmp_path, [lines], 'x')
    (found,) = made.findings()
    assert (found.code, found.level) == (code, level)
    key = {
        'DL007': 'tinh_trang',
        'DL016': 'ngay_hoan_thanh',
        'DL150': 'ngay_hoan_thanh',
        'DL153': 'tinh_trang',
    }
    assert found.excerpt.strip().startswith(key.get(code, 'gia_han_den'))


def test_a_state_on_a_heading_over_tasks_is_said(tmp_path: Path) -> None:
    tree = outline([DONE]).replace('- tieu_de: Việc\n', '- tieu_de: Việc\n  tinh_trang: chậm\n')
    made = office(tmp_path, report(tree))
    assert told(made) == [('DL153', Level.LOI)]


def test_what_cannot_be_in_the_other_paper_stops_the_report(tmp_path: Path) -> None:
    made = other(tmp_path, [['gia_han_den: 05/3/2023']], '${nhiem_vu.giao_viec.gia_han}')
    found = one(made, 'DL152')
    assert found.span.file == '2023/giao-viec.yaml' and found.excerpt.strip() == 'gia_han_den: 05/3/2023'
    with pytest.raises(BaoCaoError):
        made.build()


# names


@pytest.mark.parametrize(
    ('typed', 'code', 'remedy'),
    [
        ('nhiem_vu', 'DL160', "Viết một trong: nhiem_vu.tong, "),
        ('nhiem_vu.hoanthanh', 'DL160', "Có phải là ${nhiem_vu.hoan_thanh}?"),
        ('nhiem_vu.giao_viec.tongso', 'DL160', "Có phải là ${nhiem_vu.giao_viec.tong}?"),
        ('nhiem_vu.giao_viec', 'DL160', "Viết một trong: nhiem_vu.tong, "),
        ('nhiem_vu.a.b.tong', 'DL160', "Viết một trong: nhiem_vu.tong, "),
        ('nhiem_vu.giao_vec.tong', 'DL161', "Có phải là «giao_viec»?"),
        ('nhiem_vu.ubnd.tong', 'DL161', "Ghi «ma: ubnd» ở tệp văn bản giao nhiệm vụ"),
        ('nhiem_vu.tong', 'DL162', "Giao nhiệm vụ bằng «chu_tri: …» ở các mục, hoặc ghi mã"),
        ('nhiem_vu.giao_viec.tom_tat|danh_sach', 'DL164', "Viết ${nhiem_vu.cham|danh_sach}"),
        ('nhiem_vu.giao_viec.tong|hoa|danh_sach', 'DL164', "Viết ${nhiem_vu.cham|danh_sach}"),
        ('nhiem_vu.giao_viec.tong|danhsach', 'DL164', "Có phải là «danh_sach»?"),
        ('nhiem_vu.giao_viec.tong|so', 'DL164', "Dùng «danh_sach» hoặc một trong: hoa, "),
        ('nhiemvu.tong', 'DL040', "Có phải là ${nhiem_vu.tong}?"),
    ],
)
def test_what_names_nothing_is_said_at_its_place(tmp_path: Path, typed: str, code: str, remedy: str) -> None:
    made = other(tmp_path, [DONE], f'Giao ${{{typed}}}')
    (found,) = made.findings()
    assert (found.code, found.level, found.span.column) == (code, Level.CHAN, 1 + 2 + len("Giao "))
    assert found.remedy.startswith(remedy)


def test_a_title_that_refers_to_something_is_not_carried_over(tmp_path: Path) -> None:
    tree = outline([DONE]).replace('Việc 1', 'Theo ${muc.viec}').replace('- tieu_de', '- ma: viec\n  tieu_de')
    made = office(tmp_path, report(tree, mo_dau='|\n${nhiem_vu.tong|danh_sach}'))
    found = one(made, 'DL163')
    assert found.level is Level.CHAN and "có tham chiếu" in found.problem


def test_lists_that_repeat_themselves_endlessly_are_refused_at_once(tmp_path: Path) -> None:
    made = own(tmp_path, [UNSAID] * 500, '${nhiem_vu.tong|danh_sach}\n' * 3000)
    start = time.monotonic()
    found = made.findings()
    assert time.monotonic() - start < 15
    assert {(f.code, f.level) for f in found} == {('DL165', Level.CHAN)} and len(found) == MANY + 1


# other papers


def test_the_other_paper_is_among_the_inputs(tmp_path: Path) -> None:
    made = other(tmp_path, [DONE], '${nhiem_vu.giao_viec.tong}')
    place = '2023/giao-viec.yaml'
    assert made.load().inputs[place] == made.workspace.hashes((made.paper.parent / 'giao-viec.yaml',))[place]
    assert place not in other(tmp_path, [DONE], 'x').load().inputs


def test_the_paper_itself_may_be_named(tmp_path: Path) -> None:
    assert said(own(tmp_path, [DONE], '${nhiem_vu.vb.tom_tat}')) == "1 nhiệm vụ: hoàn thành 1"


def test_papers_of_other_folders_are_found_by_their_code(tmp_path: Path) -> None:
    paper = decision(outline([DONE, LATE]), ma='qd_viec')
    made = office(
        tmp_path, report('- A', mo_dau='|\n${nhiem_vu.qd_viec.tom_tat}'), files={'2022/a.yaml': paper}
    )
    assert said(made) == "2 nhiệm vụ: hoàn thành 1, chậm 1"


def test_a_paper_beside_goes_before_one_of_another_year(tmp_path: Path) -> None:
    files = {'2022/qd.yaml': decision(outline([DONE])), '2023/qd.yaml': decision(outline([LATE]))}
    made = office(tmp_path, report('- A', mo_dau='|\n${nhiem_vu.qd.tom_tat}'), files=files)
    assert said(made) == "1 nhiệm vụ: chậm 1"


@pytest.mark.parametrize(
    ('papers', 'problem'),
    [
        (
            {'2021/qd.yaml': decision(outline([DONE])), '2022/qd.yaml': decision()},
            "có nhiều văn bản",
        ),
        ({'2023/qd.yaml': decision(outline([DONE]), do_mat="mật")}, "có độ mật"),
        ({'2023/qd.yaml': decision(outline([['tinh_trang: xong']]))}, "có lỗi nên không đếm được"),
        ({'2023/qd.yaml': decision(loai="luật")}, "có lỗi nên không đếm được"),
        ({}, "không có văn bản nào"),
    ],
)
def test_a_paper_that_cannot_be_read_is_refused(tmp_path: Path, papers: dict[str, str], problem: str) -> None:
    made = office(tmp_path, report('- A', mo_dau='|\n${nhiem_vu.qd.tong}'), files=papers)
    (found,) = made.findings()
    assert (found.code, found.span.file) == ('DL161', '2023/vb.yaml') and problem in found.problem


def test_without_tasks_there_is_nothing_to_count_in_the_other_paper(tmp_path: Path) -> None:
    made = office(
        tmp_path, report('- A', mo_dau='|\n${nhiem_vu.qd.tong}'), files={'2023/qd.yaml': decision()}
    )
    assert told(made) == [('DL162', Level.CHAN)]


# tables


def states(made: Office) -> list[str] | None:
    """The column of states of the only table, None where it has none."""
    (bang,) = [b.bang for b in made.build()[0].noi_dung if b.bang]
    head, *body = [[' '.join(t.plain for t in cell.noi_dung) for cell in row.o] for row in bang.hang]
    assert len(head) == len(bang.rong) and sum(bang.rong) == 100
    return [row[-1] for row in body] if head[-1] == "Tình trạng" else None


SHOWN = '\n- tieu_de: Bảng\n  bang_nhiem_vu: tất cả'


def test_a_report_shows_the_states_of_its_tasks(tmp_path: Path) -> None:
    made = office(tmp_path, report(outline(EVERY) + SHOWN, ngay_ban_hanh=DAY))
    assert states(made) == [
        "Đã hoàn thành 31/3/2023",
        "Đã hoàn thành 01/4/2023, trễ hạn",
        "Đã hoàn thành",
        "Đang thực hiện",
        "Chậm",
        "Gia hạn đến 31/12/2023",
        "Chưa thực hiện",
        "",
    ]
    assert made.codes() == []


def test_products_and_states_have_a_column_each(tmp_path: Path) -> None:
    made = office(tmp_path, report(outline([[*DONE, 'san_pham: Báo cáo'], DOING]) + SHOWN))
    assert states(made) == ["Đã hoàn thành", "Đang thực hiện"]


def test_a_table_of_states_is_compared_with_the_deadlines(tmp_path: Path) -> None:
    made = office(tmp_path, report(outline([['tinh_trang: đang thực hiện'], []]) + SHOWN, ngay_ban_hanh=DAY))
    assert states(made) == ["Đang thực hiện", "Chậm"]
    assert made.codes() == ['DL154', 'DL155']


def test_no_column_where_nothing_was_said(tmp_path: Path) -> None:
    made = office(tmp_path, report(outline([[], UNSAID]) + SHOWN, ngay_ban_hanh=DAY))
    assert states(made) is None and made.codes() == []


def test_the_paper_that_assigns_tasks_stays_as_it_was_issued(tmp_path: Path) -> None:
    bare = build(office(tmp_path / 'a', decision(outline([[]] * 2) + SHOWN)).load())[0]
    later = build(office(tmp_path / 'b', decision(outline([DONE, LATE]) + SHOWN)).load())[0]
    assert [(b.kieu, b.bang and [[c.noi_dung for c in r.o] for r in b.bang.hang]) for b in bare.noi_dung] == [
        (b.kieu, b.bang and [[c.noi_dung for c in r.o] for r in b.bang.hang]) for b in later.noi_dung
    ]


def test_dates_are_typed_and_words_of_a_state_in_any_case() -> None:
    node = Muc.model_validate(
        {'noi_dung': 'x', 'tinh_trang': "Đã  Hoàn Thành", 'ngay_hoan_thanh': '5/3/2023'}
    )
    assert (node.tinh_trang, node.ngay_hoan_thanh) == ("đã hoàn thành", parse_date('05/3/2023'))
