"""Marks inside a paragraph and blocks of prose: nothing typed is lost, every piece knows its place."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baocao.markup import Reference, escape, parse_inline, parse_prose, split_blocks
from baocao.text import Data, Mark, NoteRef, Ref, Text

B, IT, UP, DOWN = Mark.BOLD, Mark.ITALIC, Mark.SUPERSCRIPT, Mark.SUBSCRIPT
MARKED = st.text(alphabet='ab đ2*^~[]\\$-+_. \n"(', max_size=40)


def looks(value: str) -> list[tuple[str, Mark]]:
    text, faults = parse_inline(value, 'p')
    assert faults == ()
    return [(f'[{p.key}]', Mark.NONE) if isinstance(p, NoteRef) else (p.text, p.marks) for p in text]


def flat(value: str) -> str:
    return ''.join(text for text, _ in looks(value))


@pytest.mark.parametrize(
    ('value', 'expected'),
    [
        ('**đậm**', [('đậm', B)]),
        ('*nghiêng*', [('nghiêng', IT)]),
        ('***cả hai***', [('cả hai', B | IT)]),
        ('a **b** c', [('a ', Mark.NONE), ('b', B), (' c', Mark.NONE)]),
        ('“**b**”, (*i*).', [('“', Mark.NONE), ('b', B), ('”, (', Mark.NONE), ('i', IT), (').', Mark.NONE)]),
        ('**b *bi* b**', [('b ', B), ('bi', B | IT), (' b', B)]),
        ('*i **bi***', [('i ', IT), ('bi', B | IT)]),
        ('**b *bi***', [('b ', B), ('bi', B | IT)]),
        ('***bi* b**', [('bi', B | IT), (' b', B)]),
        ('***bi** i*', [('bi', B | IT), (' i', IT)]),
        ('*i\ni*', [('i\ni', IT)]),
        ('m^2^', [('m', Mark.NONE), ('2', UP)]),
        ('H~2~O', [('H', Mark.NONE), ('2', DOWN), ('O', Mark.NONE)]),
        ('**m^2^**', [('m', B), ('2', B | UP)]),
        ('1^(\\*)^', [('1', Mark.NONE), ('(', UP), ('*)', UP)]),
        ('x[^ghi-chu_1]y', [('x', Mark.NONE), ('[ghi-chu_1]', Mark.NONE), ('y', Mark.NONE)]),
        ('**b**[^1]', [('b', B), ('[1]', Mark.NONE)]),
    ],
)
def test_marks(value: str, expected: list[tuple[str, Mark]]) -> None:
    assert looks(value) == expected


@pytest.mark.parametrize(
    'value',
    [
        '2*3*4', '5 * 3', 'a*b', 'a*b*c', '*a', 'a*', '** a **', '**a*', '*a**', '****', '***', '* *',
        'x**y**z', 'x^2 + y^2', 'm^ 2^', 'm^^', 'm^' + 'x' * 21 + '^', '~5-~7%', '~5% và ~7%', '[^a', '[^]',
        '[^a b]', '[a]', '$5', 'a\\b', 'a\\', '- a', '+ a',
    ],
)  # fmt: skip
def test_what_is_no_mark_stays(value: str) -> None:
    text, faults = parse_inline(value, 'p')
    assert (text, faults) == (Text((Data(value, 'p', 0),)), ())


@pytest.mark.parametrize(
    ('value', 'printed'),
    [
        ('\\*a\\*', '*a*'),
        ('\\^2\\^', '^2^'),
        ('\\~', '~'),
        ('\\[^a]', '[^a]'),
        ('\\${x}', '${x}'),
        ('\\\\*a', '\\*a'),
        ('\\- a', '- a'),
        ('\\+ a', '+ a'),
    ],
)
def test_escapes(value: str, printed: str) -> None:
    text, faults = parse_inline(value, 'p')
    assert (text.plain, text.notes, faults) == (printed, (), ())
    assert all(isinstance(p, Data) and p.marks is Mark.NONE for p in text)


def test_unmatched_stars_of_a_longer_run_stay() -> None:
    assert looks('***a**') == [('*', Mark.NONE), ('a', B)]
    assert looks('*a***') == [('a', IT), ('**', Mark.NONE)]


def test_offsets_count_from_the_given_place() -> None:
    text, _ = parse_inline('a **b** \\*', 'x.y', at=10)
    assert [(p.text, p.path, p.at) for p in text if isinstance(p, Data)] == [
        ('a ', 'x.y', 10), ('b', 'x.y', 14), (' ', 'x.y', 17), ('*', 'x.y', 19),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ('value', 'offset', 'length'),
    [('a ${x}', 2, 4), ('**${ho|hai_chu_so}**', 2, 16), ('a ${x', 2, 2), ('${}', 0, 3)],
)
def test_references_are_faults_and_stay_as_typed(value: str, offset: int, length: int) -> None:
    text, faults = parse_inline(value, 'p')
    assert [(f.offset, f.length) for f in faults] == [(offset, length)]
    assert faults[0].problem and f'\\{value[offset : offset + length]}' in faults[0].remedy
    assert text.plain == value.replace('**', '')


def test_references_are_resolved_by_name() -> None:
    known = {'va': Text((Ref('11,47%', 'va', 'ke_hoach'),)), 'trong': Text()}
    text, faults = parse_inline(
        '**tăng ${ va }**${trong}, ${la}', 'p', refs=lambda reference: known.get(reference.name)
    )
    assert text.pieces[:2] == (Data('tăng ', 'p', 2, B), Ref('11,47%', 'va', 'ke_hoach', marks=B))
    assert text.plain == 'tăng 11,47%, ${la}'
    assert [(f.offset, f.length) for f in faults] == [(26, 5)]


def test_a_reference_tells_its_place_in_the_value() -> None:
    told: list[Reference] = []

    def refs(reference: Reference) -> Text:
        told.append(reference)
        return Text()

    value = '  một\n  ${ a.b|so }, **${c}**\n\n- \\${d} ${e}'
    parse_prose(value, 'p', refs)
    assert [(r.name, value[r.offset : r.offset + r.length]) for r in told] == [
        ('a.b|so', '${ a.b|so }'),
        ('c', '${c}'),
        ('e', '${e}'),
    ]


@given(st.text(alphabet=st.characters(exclude_characters='\\*^~[$', exclude_categories=['Cs']), max_size=80))
def test_text_without_special_characters_is_itself(value: str) -> None:
    assert parse_inline(value, 'p')[0].plain == value


@given(st.one_of(MARKED, st.text(max_size=40)))
def test_escaped_text_prints_itself(value: str) -> None:
    text, faults = parse_inline(escape(value), 'p')
    assert (text.plain, text.notes, faults) == (value, (), ())


@given(MARKED)
def test_no_character_is_lost(value: str) -> None:
    text, _ = parse_inline(value, 'p')
    end, consumed = 0, ''
    for piece in text:
        if isinstance(piece, Data):
            assert value[piece.at : piece.at + len(piece.text)] == piece.text
            consumed += value[end : piece.at]
            end = piece.at + len(piece.text)
    consumed += value[end:]
    notes = re.findall(r'\[\^([\w-]+)\]', consumed)
    assert tuple(notes) == text.notes
    rest = re.sub(r'\[\^[\w-]+\]', '', consumed)
    assert set(rest) <= set('*^~\\')
    assert len(text.plain) + len(consumed) == len(value)


@given(MARKED)
def test_marks_come_in_pairs_of_stars(value: str) -> None:
    """A star is consumed only with its partner."""
    text, _ = parse_inline(value, 'p')
    kept = text.plain.count('*')
    assert (value.count('*') - kept) % 2 == 0


def test_blocks() -> None:
    value = 'Đoạn một\n  dài hai  dòng\t\n\n- ý một\n  tiếp theo\n+ cộng\n\\- không phải ý\n \t\nCuối - hết\n'
    blocks = split_blocks(value)
    assert [(b.kind, b.text) for b in blocks] == [
        ('doan', 'Đoạn một dài hai  dòng'),
        ('gach', 'ý một tiếp theo'),
        ('cong', 'cộng \\- không phải ý'),
        ('doan', 'Cuối - hết'),
    ]
    for block in blocks:
        assert block.offset(0) == block.start
        found = ''.join(value[block.offset(at)] for at in range(len(block.text)))
        assert found.replace('\n', ' ') == block.text


@pytest.mark.parametrize('value', ['', '\n', ' \n\t\n'])
def test_nothing_gives_no_blocks(value: str) -> None:
    assert split_blocks(value) == ()
    assert parse_prose(value, 'p') == ((), ())


@pytest.mark.parametrize('value', ['-5 độ', '–  a', '-a', '+5%', '1. a'])
def test_only_a_sign_with_a_blank_opens_an_item(value: str) -> None:
    assert [b.kind for b in split_blocks(value)] == ['doan']


def test_an_empty_item_is_a_fault() -> None:
    blocks, faults = parse_prose('a\n- \n- b\n', 'p')
    assert [(b.kind, b.text.plain) for b in blocks] == [('doan', 'a'), ('gach', ''), ('gach', 'b')]
    assert [(f.offset, f.length) for f in faults] == [(2, 1)]


def test_prose_pieces_know_their_places_in_the_value() -> None:
    value = 'Một **hai\n  ba** bốn.\n\n- năm [^n] ${x}\n'
    blocks, faults = parse_prose(value, 'noi_dung')
    pieces = [p for b in blocks for p in b.text if isinstance(p, Data)]
    assert [(p.text, p.marks) for p in pieces] == [
        ('Một ', Mark.NONE), ('hai ', B), ('ba', B), (' bốn.', Mark.NONE), ('năm ', Mark.NONE),
        (' ${x}', Mark.NONE),
    ]  # fmt: skip
    assert all(value[p.at : p.at + len(p.text)].replace('\n', ' ') == p.text for p in pieces)
    assert [value[f.offset : f.offset + f.length] for f in faults] == ['${x}']
    assert blocks[1].text.notes == ('n',)


def test_a_mark_does_not_cross_blocks() -> None:
    blocks, _ = parse_prose('**a\n\nb**', 'p')
    assert [b.text.plain for b in blocks] == ['**a', 'b**']


@given(MARKED)
def test_prose_loses_nothing_but_blanks_and_marks(value: str) -> None:
    blocks, _ = parse_prose(value, 'p')
    covered = set()
    for piece in (p for b in blocks for p in b.text if isinstance(p, Data)):
        assert value[piece.at : piece.at + len(piece.text)].replace('\n', ' ') == piece.text
        covered |= set(range(piece.at, piece.at + len(piece.text)))
    notes = {at for m in re.finditer(r'\[\^[\w-]+\]', value) for at in range(*m.span())}
    lost = {value[at] for at in range(len(value)) if at not in covered | notes}
    assert lost <= set('*^~\\-+ \t\r\n')


@given(
    st.lists(
        st.text(alphabet='ab*^~[$\\-+ đ', min_size=1, max_size=20).filter(str.strip), min_size=1, max_size=5
    )
)
def test_escaped_paragraphs_come_back(paragraphs: list[str]) -> None:
    blocks, faults = parse_prose('\n\n'.join(escape(p) for p in paragraphs), 'p')
    assert faults == ()
    assert [(b.kind, b.text.plain) for b in blocks] == [('doan', p.strip(' ')) for p in paragraphs]


@pytest.mark.parametrize('unit', ['*a ', 'a* ', '[^a', '^a', '${', '\\', '**a **b x*** ', '\n', 'a\n'])
def test_hostile_text_is_read_in_linear_time(unit: str) -> None:
    blocks, _ = parse_prose(unit * 20_000, 'p')
    assert sum(len(b.text.plain) for b in blocks) <= len(unit) * 20_000
