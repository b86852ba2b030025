"""Comments stand on the very words, and nothing else of the file changes."""

from __future__ import annotations

import copy
import io
import random
import re
import unicodedata
import zipfile
from pathlib import Path, PurePosixPath

import pytest
from judges import judge
from lxml import etree
from msgspec.structs import replace
from pages import render
from test_word_reader import BOX, FOOTNOTE, HEADINGS, NUMBERING, field, item, note
from wordfile import W, cell, par, parts_of, run, table, word_file

from baocao.errors import BaoCaoError
from baocao.mau import Templates
from baocao.output import OutputFolder, Status, put_commented
from baocao.pipeline import draft
from baocao.prose import Passage, read_plain
from baocao.seal import is_untouched
from baocao.word import Comment, read_document, with_comments
from baocao.word.convert import to_docx
from baocao.word.integrity import faults
from baocao.word.package import read_package, write_package
from baocao.workspace import open_paths

ROOT = Path(__file__).parents[1]
NS = {'w': W}
NUMERAL = re.compile(r'\d+(?:[.,/]\d+)*')


def q(name: str) -> str:
    return f'{{{W}}}{name}'


def passages(data: bytes) -> tuple[Passage, ...]:
    return read_document(data, 'a.docx').prose.passages


def on(data: bytes, *words: str) -> list[Comment]:
    """A comment on the first place of each of the words."""
    found = []
    for word in words:
        passage = next(p for p in passages(data) if word in p.text)
        start = passage.text.index(word)
        found.append(Comment(passage.where, start, start + len(word), (f'Nói về {word}.',)))
    return found


def commented(data: bytes, *words: str) -> bytes:
    return with_comments(data, on(data, *words), 'a.docx')


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def marked(data: bytes) -> dict[str, str]:
    """For each comment the words between its marks."""
    found: dict[str, str] = {}
    opened: dict[str, str] = {}
    for element in part(data, 'word/document.xml').iter():
        ident = element.get(q('id')) or ''
        if element.tag == q('commentRangeStart'):
            opened[ident] = ''
        elif element.tag == q('commentRangeEnd'):
            found[ident] = opened.pop(ident)
            following = element.getnext()
            while following is not None and following.tag == q('commentRangeEnd'):
                following = following.getnext()
            assert following is not None
        elif element.tag == q('t'):
            opened = {i: text + (element.text or '') for i, text in opened.items()}
    assert not opened
    return found


def said(data: bytes) -> list[list[str]]:
    """The paragraphs of each comment."""
    return [
        [''.join(t.text or '' for t in p.iter(q('t'))) for p in comment.iter(q('p'))]
        for comment in part(data, 'word/comments.xml')
    ]


def without_marks(data: bytes) -> bytes:
    """The body as it would be without comments, runs of equal look put together."""
    root = part(data, 'word/document.xml')
    for element in list(root.iter(q('commentRangeStart'), q('commentRangeEnd'))):
        element.getparent().remove(element)  # type: ignore[union-attr]
    for element in list(root.iter(q('commentReference'))):
        element.getparent().getparent().remove(element.getparent())  # type: ignore[union-attr]
    for each in list(root.iter(q('r'))):
        before = each.getprevious()
        if before is None or before.tag != q('r') or look(before) != look(each):
            continue
        before.extend([child for child in each if child.tag != q('rPr')])
        each.getparent().remove(each)  # type: ignore[union-attr]
    for each in list(root.iter(q('t'))):
        before = each.getprevious()
        if before is not None and before.tag == q('t'):
            each.text = (before.text or '') + (each.text or '')
            before.getparent().remove(before)  # type: ignore[union-attr]
    for text in root.iter(q('t')):
        text.attrib.clear()
    return etree.tostring(root, method='c14n')


def look(element: etree._Element) -> bytes:
    properties = element.find(q('rPr'))
    return (
        b''
        if properties is None
        else etree.tostring(copy.deepcopy(properties), method='c14n', with_tail=False)
    )


# On the very words


def test_the_marks_stand_around_the_words_and_the_run_keeps_its_look() -> None:
    data = word_file(par(run('Có 36/39 vụ, đạt 92,3%.', '<w:b/>')))
    made = commented(data, '36/39', '92,3%')
    assert marked(made) == {'0': '36/39', '1': '92,3%'}
    runs = part(made, 'word/document.xml').findall('.//w:r[w:t]', NS)
    assert len(runs) == 5 and all(r.find('w:rPr/w:b', NS) is not None for r in runs)
    assert said(made) == [['Nói về 36/39.'], ['Nói về 92,3%.']]


def test_words_over_several_runs_are_held_by_one_range() -> None:
    data = word_file(par('Có 3', run('6', '<w:b/>'), run('/3', '<w:i/>'), '9 vụ'))
    assert marked(commented(data, '36/39')) == {'0': '36/39'}


@pytest.mark.parametrize(
    'wrap',
    [
        '<w:hyperlink w:anchor="x">{}</w:hyperlink>',
        '<w:ins w:id="1" w:author="a">{}</w:ins>',
        '<w:sdt><w:sdtPr><w:id w:val="1"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>',
        '<w:fldSimple w:instr=" REF x ">{}</w:fldSimple>',
        '<w:smartTag w:uri="u" w:element="e">{}</w:smartTag>',
    ],
)
def test_words_inside_wrappers_are_marked_inside(wrap: str) -> None:
    data = word_file(par('Trước ', wrap.format(run('đạt 38 vụ')), ' sau 39 vụ'))
    made = commented(data, '38', '39')
    assert marked(made) == {'0': '38', '1': '39'}
    assert without_marks(made) == without_marks(data)


def test_words_from_inside_a_wrapper_to_outside_are_marked() -> None:
    data = word_file(par('a ', f'<w:hyperlink w:anchor="x">{run("b 3")}</w:hyperlink>', '8 vụ'))
    assert marked(commented(data, '38')) == {'0': '38'}


@pytest.mark.parametrize('kind', ['<w:text/>', '<w:date/>', '<w:dropDownList/>'])
def test_a_closed_control_is_marked_whole(kind: str) -> None:
    control = f'<w:sdt><w:sdtPr>{kind}</w:sdtPr><w:sdtContent>{run("ngày 30/02/2023")}</w:sdtContent></w:sdt>'
    data = word_file(par('Từ ', control, ' đến'))
    made = commented(data, '30/02/2023')
    assert marked(made) == {'0': 'ngày 30/02/2023'}
    start = part(made, 'word/document.xml').find('.//w:commentRangeStart', NS)
    assert start is not None and start.getnext().tag == q('sdt')  # type: ignore[union-attr]


def test_a_formula_is_marked_whole() -> None:
    formula = '<m:oMath><m:r><m:t>36/39</m:t></m:r></m:oMath>'
    data = word_file(par('Tỷ lệ ', formula, ' vụ'))
    root = part(commented(data, '36/39'), 'word/document.xml')
    start = root.find('.//w:commentRangeStart', NS)
    assert start is not None and str(start.getnext().tag).endswith('oMath')  # type: ignore[union-attr]


def test_tabs_breaks_and_signs_stay_where_they_were() -> None:
    signs = '<w:r><w:t>a 1</w:t><w:tab/><w:t>2</w:t><w:br/><w:sym w:font="Symbol" w:char="F0B3"/><w:t>3</w:t></w:r>'
    data = word_file(par(signs))
    (passage,) = passages(data)
    assert passage.text == 'a 1\t2\n≥3'
    for start in range(len(passage.text)):
        for end in range(start + 1, len(passage.text) + 1):
            made = with_comments(data, [Comment(passage.where, start, end, ('x',))], 'a')
            words = ''.join(c for c in passage.text[start:end] if c not in '\t\n≥')
            assert marked(made) == {'0': words}
            assert without_marks(made) == without_marks(data) and passages(made)[0].text == passage.text


def test_composed_letters_lead_back_to_the_letters_of_the_file() -> None:
    raw = unicodedata.normalize('NFD', 'Tổng số vụ việc là 39 vụ đã xử lý')
    data = word_file(par(run(raw[:7]), run(raw[7:])))
    assert marked(commented(data, 'vụ việc', '39 vụ')) == {
        '0': unicodedata.normalize('NFD', 'vụ việc'),
        '1': unicodedata.normalize('NFD', '39 vụ'),
    }


def test_comments_may_meet_overlap_and_share_their_words() -> None:
    data = word_file(par('Có 36/39 vụ'))
    (passage,) = passages(data)
    spots = [(3, 8), (3, 8), (3, 5), (5, 6), (6, 11), (0, 4), (0, 11)]
    made = with_comments(data, [Comment(passage.where, a, b, (f'{a}-{b}',)) for a, b in spots], 'a')
    comments = [c.split('-') for (c,) in said(made)]
    words = marked(made)
    assert len(words) == len(spots)
    assert [words[str(i)] for i in range(len(spots))] == [passage.text[int(a) : int(b)] for a, b in comments]
    assert without_marks(made) == without_marks(data)


def test_cells_are_marked_and_joined_paragraphs_too() -> None:
    joined = par('Đạt 38/', properties='<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>') + par('39 vụ')
    data = word_file(table(cell('Năm') + cell('Có 12 tổ')) + joined)
    assert marked(commented(data, '12', '38/39')) == {'0': '12', '1': '38/39'}


def test_a_field_result_is_marked_inside() -> None:
    code = '<w:r><w:instrText> REF x </w:instrText></w:r>'
    data = word_file(par('Có ', field('begin'), code, field('separate'), run('38 vụ'), field('end'), ' và'))
    made = commented(data, '38')
    assert marked(made) == {'0': '38'} and without_marks(made) == without_marks(data)


def test_words_of_a_note_are_told_at_its_reference() -> None:
    mark = FOOTNOTE.format(1)
    data = word_file(
        par(f'<w:r><w:t>Vốn</w:t>{mark[5:-6]}<w:t> giao</w:t></w:r>'), footnotes=note(1, 'Có 36/39 vụ.')
    )
    made = commented(data, '36/39')
    root = part(made, 'word/document.xml')
    start = root.find('.//w:commentRangeStart', NS)
    assert start is not None
    within = start.getnext()
    assert within is not None and [c.tag for c in within] == [q('footnoteReference')]
    assert within.getnext().tag == q('commentRangeEnd')  # type: ignore[union-attr]
    assert said(made) == [['Nhận xét này nói về «36/39» trong chú thích 1.', 'Nói về 36/39.']]
    assert [p.text for p in passages(made)] == [p.text for p in passages(data)]


def test_words_of_a_text_box_are_told_around_it() -> None:
    data = word_file(par('Trước ', BOX.format(par('Có 36/39 vụ')), ' sau'))
    made = commented(data, '36/39')
    (text,) = said(made)
    assert text == ['Nhận xét này nói về «36/39» trong hộp văn bản ở đoạn 1.', 'Nói về 36/39.']
    boxed = part(made, 'word/document.xml').findall('.//w:txbxContent//w:commentRangeStart', NS)
    assert boxed == [] and len(marked(made)) == 1


def test_offsets_beyond_the_text_are_drawn_in() -> None:
    data = word_file(par('Có 36'))
    (passage,) = passages(data)
    comments = [Comment(passage.where, a, b, ('x',)) for a, b in ((3, 3), (5, 9), (99, 99), (-4, 1))]
    assert sorted(marked(with_comments(data, comments, 'a')).values()) == ['3', '6', '6', 'C']


def test_a_tracked_change_of_look_keeps_one_id() -> None:
    change = '<w:b/><w:rPrChange w:id="1" w:author="a"><w:rPr/></w:rPrChange>'
    data = word_file(par(run('Có 36/39 vụ', change), '<w:ins w:id="2" w:author="a"/>'))
    made = part(commented(data, '36/39'), 'word/document.xml')
    ids = [e.get(q('id')) for e in made.iter(q('rPrChange'), q('ins'))]
    assert len(ids) == 4 and len(set(ids)) == 4


# The comments part

OLD = (
    '<w:comment w:id="0" w:author="Lan" w:initials="L" w:date="2024-01-02T03:04:05Z"><w:p><w:r><w:t>Xem lại</w:t></w:r></w:p>'
    '</w:comment>'
)


def test_comments_of_others_stay() -> None:
    marks = (
        '<w:commentRangeStart w:id="0"/>',
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
    )
    data = word_file(par(marks[0], 'Có 36', marks[1], run('/39 vụ')), comments=OLD)
    made = commented(data, '36/39')
    first, second = part(made, 'word/comments.xml')
    assert (first.get(q('id')), first.get(q('author')), first.get(q('date'))) == (
        '0',
        'Lan',
        '2024-01-02T03:04:05Z',
    )
    assert (second.get(q('id')), second.get(q('author')), second.get(q('initials'))) == ('1', 'baocao', 'BC')
    assert marked(made) == {'0': 'Có 36', '1': '36/39'}
    again = commented(made, '36/39')
    assert [c.get(q('id')) for c in part(again, 'word/comments.xml')] == ['0', '1', '2']


def test_styles_are_added_once() -> None:
    data = word_file(par('Có 36'))
    made = commented(data, '36')
    assert commented(made, '36') != made
    for file in (made, commented(made, '36')):
        names = [n.get(q('val')) for n in part(file, 'word/styles.xml').iter(q('name'))]
        assert sorted(names) == ['annotation reference', 'annotation text']


CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:modified>{}</dcterms:modified></cp:coreProperties>'
)


@pytest.mark.parametrize(
    ('day', 'told'), [('2023-12-25T00:00:00Z', '2023-12-25T00:00:00Z'), ('hôm qua', None), ('', None)]
)
def test_the_date_is_that_of_the_document(day: str, told: str | None) -> None:
    parts = parts_of(par('Có 36'))
    kind = 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties'
    link = f'<Relationship Id="rId2" Type="{kind}" Target="docProps/core.xml"/></Relationships>'
    parts['_rels/.rels'] = parts['_rels/.rels'].replace(b'</Relationships>', link.encode())
    types = '<Default Extension="xml" ContentType="application/xml"/><Override'
    parts['[Content_Types].xml'] = parts['[Content_Types].xml'].replace(b'<Override', types.encode(), 1)
    parts['docProps/core.xml'] = CORE.format(day).encode()
    made = commented(write_package(parts), '36')
    (comment,) = part(made, 'word/comments.xml')
    assert comment.get(q('date')) == told


def test_texts_are_fit_for_xml() -> None:
    data = word_file(par('Có 36'))
    (passage,) = passages(data)
    comment = Comment(passage.where, 3, 5, ('a\x01\ud800<&>\nhai',), author='<">')
    made = with_comments(data, [comment], 'a')
    assert said(made) == [['a\ufffd\ufffd<&>', 'hai']]


def test_the_same_comments_give_the_same_bytes() -> None:
    data = word_file(par('Có 36/39 vụ, 12 tổ'))
    comments = on(data, '36/39', '12')
    first = with_comments(data, comments, 'a')
    assert with_comments(read_package(data, 'a'), comments, 'a') == first
    assert with_comments(data, comments[::-1], 'a') == first


def test_only_the_parts_that_must_know_change() -> None:
    data = word_file(par('Có 36', FOOTNOTE.format(1)), footnotes=note(1, 'x'), styles='', settings='')
    before, after = read_package(data, 'a').parts, read_package(commented(data, '36'), 'a').parts
    changed = {name for name in after if after[name] != before.get(name)}
    assert before.keys() <= after.keys()
    assert changed == {
        *('word/document.xml', 'word/comments.xml', 'word/styles.xml'),
        *('[Content_Types].xml', 'word/_rels/document.xml.rels'),
    }


def test_without_comments_nothing_changes() -> None:
    data = word_file(par('Có 36'))
    assert dict(read_package(with_comments(data, [], 'a'), 'a').parts) == dict(read_package(data, 'a').parts)


def test_a_name_that_is_taken_is_left_alone() -> None:
    parts = parts_of(par('Có 36'))
    parts['word/comments.xml'] = b'<x/>'
    types = '<Override PartName="/word/comments.xml" ContentType="application/xml"/></Types>'
    parts['[Content_Types].xml'] = parts['[Content_Types].xml'].replace(b'</Types>', types.encode())
    made = read_package(commented(write_package(parts), '36'), 'a')
    assert made.parts['word/comments.xml'] == b'<x/>'
    assert made.related('word/document.xml', 'comments') == ('word/comments2.xml',)


def test_relationships_named_in_another_case_are_found() -> None:
    parts = parts_of(par('Có 36'), styles='')
    parts['word/_rels/Document.xml.rels'] = parts.pop('word/_rels/document.xml.rels')
    parts['word/Document.xml'] = parts.pop('word/document.xml')
    data = write_package(parts)
    made = read_package(commented(data, '36'), 'a')
    assert len(made.related(made.main_part, 'comments')) == 1


def test_a_signed_file_is_refused() -> None:
    parts = parts_of(par('Có 36'))
    types = '<Default Extension="sigs" ContentType="application/vnd.openxmlformats-package.digital-signature-origin"/></Types>'
    parts['[Content_Types].xml'] = parts['[Content_Types].xml'].replace(b'</Types>', types.encode())
    parts['_xmlsignatures/origin.sigs'] = b''
    data = write_package({**parts, '_xmlsignatures/origin.sigs': b' '})
    with pytest.raises(BaoCaoError) as raised:
        commented(data, '36')
    assert [f.code for f in raised.value.findings] == ['MB062']


def test_a_place_in_plain_text_is_refused() -> None:
    (passage,) = read_plain('Có 36', 'a.txt').passages
    with pytest.raises(TypeError):
        with_comments(word_file(par('Có 36')), [Comment(passage.where, 3, 5, ('x',))], 'a')


def test_a_pretty_printed_file_with_a_default_namespace_is_marked() -> None:
    text = '<p>\n <r>\n  <t>Có 36/39</t>\n </r>\n <r>\n  <t> vụ</t>\n </r>\n</p>'
    parts = parts_of('')
    parts['word/document.xml'] = (
        f'<!-- x --><document xmlns="{W}"><body>{text}<sectPr/></body></document>'.encode()
    )
    made = commented(write_package(parts), '36/39')
    assert marked(made) == {'0': '36/39'}
    assert b'<!-- x -->' in read_package(made, 'a').parts['word/document.xml']


# Files that are broken inside


def rich() -> dict[str, bytes]:
    """The parts of a file with something of everything."""
    code = '<w:r><w:instrText> REF x </w:instrText></w:r>'
    field_ = field('begin') + code + field('separate') + run('12') + field('end')
    inner = table(cell('x 5') + cell('y'))
    body = item(1, 0) + par('Có ', field_, FOOTNOTE.format(1)) + table(cell('a', inner, 'b') + cell('7'))
    return parts_of(
        body + par(BOX.format(par('R 99 s')), '<w:ins w:id="1" w:author="a">' + run('8') + '</w:ins>'),
        numbering=NUMBERING,
        styles=HEADINGS,
        footnotes=note(1, 'T 5', '- u 6'),
    )


def mutate(root: etree._Element, chance: random.Random) -> None:
    """Change a few places of a tree: gone, doubled, moved, renamed, other values."""
    elements = list(root.iter())
    for _ in range(chance.randint(1, 8)):
        one, other = chance.choice(elements[1:]), chance.choice(elements[1:])
        around = one.getparent()
        kind = chance.randrange(5)
        if kind == 0 and around is not None:
            around.remove(one)
        elif kind == 1:
            one.append(copy.deepcopy(other))
        elif kind == 2 and other not in set(one.iter()):
            other.append(one)
        elif kind == 3:
            one.tag = other.tag
        elif kind == 4:
            for name in one.attrib:
                one.set(name, chance.choice(['', '-1', '99999999999', '²', 'x', '0', '%9']))


@pytest.mark.parametrize('seed', range(60))
def test_no_broken_file_is_a_traceback_and_comments_change_no_text(seed: int) -> None:
    chance = random.Random(seed)
    parts = rich()
    for name in (
        'word/document.xml',
        chance.choice([n for n in parts if n.startswith('word/') and n.endswith('.xml')]),
    ):
        root = etree.fromstring(parts[name])
        mutate(root, chance)
        parts[name] = etree.tostring(root)
    try:
        document = read_document(write_package(parts), 'a.docx')
    except BaoCaoError as error:
        assert error.findings
        return
    before = document.prose.passages
    comments = []
    for passage in before:
        start = chance.randrange(len(passage.text))
        assert passage.where.excerpt(start, start + 1) and passage.where.span(start, start + 1).place
        comments.append(Comment(passage.where, start, chance.randint(start, len(passage.text)), ('x',)))
    after = passages(with_comments(document.package, comments, 'a'))
    assert [(p.text, p.kind, p.sign, p.cell, p.notes, p.where.span(0, 1)) for p in after] == [
        (p.text, p.kind, p.sign, p.cell, p.notes, replace(p.where.span(0, 1), file='a.docx')) for p in before
    ]


# Our own drafts


@pytest.fixture(scope='module')
def drafts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, bytes, int]]:
    """Every sample: its draft, the draft with a comment on each numeral, and how many they are."""
    found = {}
    templates = Templates()
    for workspace, relative in open_paths((str(ROOT / 'data'),)).papers:
        data = draft(workspace, relative, templates).data
        comments = [
            Comment(p.where, m.start(), m.end(), (f'Số «{m[0]}».', 'Sửa.'))
            for p in passages(data)
            for m in NUMERAL.finditer(p.text)
        ]
        found[f'{relative.parent.name}.{relative.stem}'] = (
            data,
            with_comments(data, comments, 'a'),
            len(comments),
        )
    return found


def test_every_numeral_of_the_samples_can_be_commented(drafts: dict[str, tuple[bytes, bytes, int]]) -> None:
    assert sum(count for _, _, count in drafts.values()) > 500
    for name, (data, made, count) in drafts.items():
        words = marked(made)
        texts = said(made)
        assert len(words) == len(texts) == count
        for number, text in enumerate(texts):
            if len(text) == 2:
                assert text[0] == f'Số «{words[str(number)]}».', name
        assert without_marks(made) == without_marks(data), name
        before, after = passages(data), passages(made)
        assert [(p.text, p.kind, p.sign, p.cell, p.notes) for p in after] == [
            (p.text, p.kind, p.sign, p.cell, p.notes) for p in before
        ]
        parts = read_package(made, 'a').parts
        assert faults(parts, set(parts)) == []


def test_the_judges_find_no_fault(drafts: dict[str, tuple[bytes, bytes, int]], tmp_path: Path) -> None:
    for name, (_, made, _) in drafts.items():
        (tmp_path / f'{name}.docx').write_bytes(made)
    judge(sorted(tmp_path.iterdir()))


def test_libreoffice_keeps_every_comment_and_every_page(
    drafts: dict[str, tuple[bytes, bytes, int]], office_suite: str, tmp_path: Path
) -> None:
    name, (data, made, count) = max(drafts.items(), key=lambda item: item[1][2])
    saved = to_docx(made, '.docx', name)
    assert len(marked(saved)) == count == len(part(saved, 'word/comments.xml'))
    assert sorted(marked(saved).values()) == sorted(marked(made).values())
    (tmp_path / 'a.docx').write_bytes(data)
    (tmp_path / 'b.docx').write_bytes(made)
    plain, with_marks = render([tmp_path / 'a.docx', tmp_path / 'b.docx'], tmp_path, office_suite)
    assert len(plain) == len(with_marks) > 5
    # a range of a comment may part words of a line in the layout, never change them
    assert [''.join(''.join(i.text for i in p).split()) for p in plain] == [
        ''.join(''.join(i.text for i in p).split()) for p in with_marks
    ]


# The copy


def test_a_copy_with_comments_is_never_taken_for_our_draft(
    drafts: dict[str, tuple[bytes, bytes, int]], tmp_path: Path
) -> None:
    data, made, _ = next(iter(drafts.values()))
    assert is_untouched(data) is True and is_untouched(made) is False
    place = PurePosixPath('a.docx')
    with OutputFolder(tmp_path) as folder:
        assert folder.save(place, data, {}).status is Status.MOI
        (tmp_path / 'a.docx').write_bytes(made)
        assert folder.save(place, data, {}).status is Status.DA_CO_NGUOI_SUA
    assert (tmp_path / 'a.docx').read_bytes() == made


def test_a_draft_made_with_its_comments_is_ours_until_one_is_answered(
    drafts: dict[str, tuple[bytes, bytes, int]],
) -> None:
    data, _, _ = next(iter(drafts.values()))
    passage = next(p for p in passages(data) if NUMERAL.search(p.text))
    made = with_comments(data, [Comment(passage.where, 0, 1, ('x',))], 'a', sealed=True)
    assert is_untouched(made) is True
    parts = dict(read_package(made, 'a').parts)
    assert faults(parts, set(parts)) == []
    parts['word/comments.xml'] = parts['word/comments.xml'].replace(b'>x<', b'>y<')
    assert is_untouched(write_package(parts)) is False


def test_the_copy_stands_beside_and_replaces_nothing(tmp_path: Path) -> None:
    original = tmp_path / 'Báo cáo.docx'
    original.write_bytes(b'1')
    first = put_commented(original, b'2')
    assert first.name == 'Báo cáo.nhan-xet.docx' and put_commented(original, b'2') == first
    second = put_commented(original, b'3')
    assert second.name == 'Báo cáo.nhan-xet-2.docx'
    (tmp_path / 'Báo cáo.nhan-xet-3.docx').mkdir()
    (tmp_path / 'Báo cáo.nhan-xet-4.docx').symlink_to(original)
    assert put_commented(original, b'4').name == 'Báo cáo.nhan-xet-5.docx'
    assert original.read_bytes() == b'1' and first.read_bytes() == b'2' and second.read_bytes() == b'3'


def test_the_copy_may_go_into_a_folder_of_its_own(tmp_path: Path) -> None:
    made = put_commented(tmp_path / 'cu.doc', b'1', tmp_path / 'x/y')
    assert made == tmp_path / 'x/y/cu.nhan-xet.docx' and made.read_bytes() == b'1'


def test_a_long_name_still_fits_the_disk(tmp_path: Path) -> None:
    made = put_commented(tmp_path / f'{"ộ" * 80}.docx', b'1')
    assert made.name.endswith('.nhan-xet.docx') and len(made.name.encode()) <= 255
