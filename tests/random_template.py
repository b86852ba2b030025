"""Random bodies of templates over the values of test_compat: blocks, tables, runs and texts in one another."""

from __future__ import annotations

from random import Random

from wordfile import cell, par, run, table

_PIECES = (
    *(
        'abc ',
        ' d ',
        '&amp;',
        '{{ a }}',
        '{{ n }}',
        '{{ mix }}',
        '{{ nl }}',
        '{{ x }}',
        '{{ nobody }}',
        '{{ lst }}',
        '{{ mk }}',
    ),
    *('{{ xs|join(", ") }}', '{# c #}', '{{ o.x }}', '{{ m(a) }}', '{{ loop.index if loop is defined }}'),
)
_TESTS, _LISTS = ('yes', 'no', 'n == 5', 'x', 'loop is defined and loop.first'), ('xs', '[]', 'd.z')
_RUNS = ('', '', '<w:b/>', '<w:i/>', '<w:lang w:val="vi-VN"/>')
_PARAGRAPHS = ('', '<w:jc w:val="both"/>', '<w:spacing w:after="6"/><w:rPr><w:b/></w:rPr>')
_DRAWING = '<w:r><w:drawing><wp:inline><wp:docPr id="5" name="n"/></wp:inline></w:drawing></w:r>'
_BOX = '<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{text}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>'


def body(random: Random) -> str:
    """A body."""
    return par('{% macro m(q) %}[{{ q }}]{% endmacro %}') + _blocks(random, 2)


def _text(random: Random, depth: int) -> str:
    out = ''
    for _ in range(random.randint(0, 3)):
        kind = random.random()
        if kind < 0.7 or depth <= 0:
            out += random.choice(_PIECES)
        elif kind < 0.85:
            other = '{% else %}' + _text(random, depth - 1) if random.random() < 0.5 else ''
            out += f'{{% if {random.choice(_TESTS)} %}}{_text(random, depth - 1)}{other}{{% endif %}}'
        else:
            out += f'{{% for x in {random.choice(_LISTS)} %}}{_text(random, depth - 1)}{{% endfor %}}'
    return out


def _run(random: Random) -> str:
    if random.random() < 0.05:
        return '<w:r w:rsidR="00B0"/>'
    properties = random.choice(_RUNS)
    head = f'<w:rPr>{properties}</w:rPr>' if properties else ''
    space = random.choice(('', ' xml:space="preserve"'))
    ids = ' w:rsidR="00A1"' if random.random() < 0.2 else ''
    more = f'<w:tab/><w:t>{_text(random, 1)}</w:t>' if random.random() < 0.1 else ''
    return f'<w:r{ids}>{head}<w:t{space}>{_text(random, 2)}</w:t>{more}</w:r>'


def _paragraph(random: Random) -> str:
    if random.random() < 0.06:
        return '<w:p w:rsidR="00AA"/>'
    runs = [_run(random) for _ in range(random.randint(0, 3))]
    if random.random() < 0.1:
        runs.insert(0, _DRAWING)
    if random.random() < 0.08:
        runs += [run(f'{{%r if {random.choice(_TESTS)} %}}'), _run(random), run('{%r endif %}')]
    if random.random() < 0.06:
        begin, end = run(f'a{{% if {random.choice(_TESTS)} %}}b', '<w:b/>'), run('c{% endif %}d {{ mix }}')
        runs = [begin, *runs, end]
    if random.random() < 0.05:
        runs.append(_BOX.format(text=par(run(_text(random, 1)), properties=random.choice(_PARAGRAPHS))))
    if random.random() < 0.05:
        runs.append(f'<w:hyperlink w:anchor="x">{run("{{ nl }}{{ a }}", random.choice(_RUNS))}</w:hyperlink>')
    return par(*runs, properties=random.choice(_PARAGRAPHS))


def _cell(random: Random, depth: int) -> str:
    content = [_paragraph(random) for _ in range(random.randint(1, 2))]
    if depth > 0 and random.random() < 0.1:
        content.append(_table(random, depth - 1) + par(''))
    span = '<w:gridSpan w:val="2"/>' if random.random() < 0.07 else ''
    return f'<w:tc><w:tcPr><w:tcW w:w="1000" w:type="dxa"/>{span}</w:tcPr>{"".join(content)}</w:tc>'


def _table(random: Random, depth: int) -> str:
    columns = random.randint(1, 3)
    rows: list[str] = []

    def row() -> str:
        count = columns if random.random() < 0.9 else random.randint(1, 4)
        return ''.join(_cell(random, depth) for _ in range(count))

    def tag(text: str) -> str:
        return cell(text) + cell('') * (columns - 1)

    for _ in range(random.randint(1, 3)):
        kind = random.random()
        if kind < 0.6:
            rows.append(row())
        elif kind < 0.8:
            rows += [tag(f'{{%tr for x in {random.choice(_LISTS)} %}}'), row(), tag('{%tr endfor %}')]
        elif kind < 0.95:
            rows += [tag(f'{{%tr if {random.choice(_TESTS)} %}}'), row(), tag('{%tr endif %}')]
        else:
            rows.append(cell('{%tc for x in xs %}') + _cell(random, 0) + cell('{%tc endfor %}'))
    return table(*rows, columns=columns if random.random() < 0.85 else random.randint(1, 4))


def _blocks(random: Random, depth: int) -> str:
    out = ''
    for _ in range(random.randint(1, 4)):
        kind = random.random()
        if kind < 0.55 or depth <= 0:
            out += _paragraph(random)
        elif kind < 0.7:
            other = par('{%p else %}') + _blocks(random, depth - 1) if random.random() < 0.4 else ''
            inner = _blocks(random, depth - 1)
            out += par(f'{{%p if {random.choice(_TESTS)} %}}') + inner + other + par('{%p endif %}')
        elif kind < 0.85:
            inner = _blocks(random, depth - 1)
            out += par(f'{{%p for x in {random.choice(_LISTS)} %}}') + inner + par('{%p endfor %}')
        else:
            out += _table(random, 1) + par('')
    return out
