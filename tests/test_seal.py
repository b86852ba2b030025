"""The seal: an untouched draft proves itself, an edited one does not, and hostile bytes harm nobody."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from baocao import seal

PARTS = {'[Content_Types].xml': b'<Types/>', 'word/document.xml': 'Đề án'.encode(), 'word/a.png': b'\0\1'}


def zipped(parts: Mapping[str, bytes], level: int = 6, comment: bytes = b'') -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        archive.comment = comment
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def digested(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    return {name: seal.part_digest(content) for name, content in parts.items()}


def sealed(parts: Mapping[str, bytes] = PARTS) -> dict[str, bytes]:
    return {**parts, seal.PART: seal.make(digested(parts))}


def test_the_part_is_a_valid_list_of_properties() -> None:
    root = etree.fromstring(seal.make(digested(PARTS)))
    (only,) = root
    assert etree.QName(root).localname == 'Properties'
    assert (only.get('name'), only.get('pid')) == ('baocao', '2')
    assert only[0].tag.endswith('}lpwstr') and only[0].text == seal.digest(digested(PARTS))


@pytest.mark.parametrize('level', [0, 1, 9])
def test_untouched_whatever_packed_it(level: int) -> None:
    parts = sealed()
    assert seal.is_untouched(zipped(parts, level)) is True
    assert seal.is_untouched(zipped(dict(reversed(parts.items())), level)) is True
    assert seal.is_untouched(zipped({'word/': b'', **parts}, level, comment=b'x')) is True


@pytest.mark.parametrize(
    'edit',
    [
        {'word/document.xml': 'Đề án.'.encode()},
        {'word/new.xml': b''},
        {'[Content_Types].xml': b''},
    ],
)
def test_an_edit_is_seen(edit: dict[str, bytes]) -> None:
    assert seal.is_untouched(zipped({**sealed(), **edit})) is False


@pytest.mark.parametrize(
    'edited', [zipped(sealed()) + b'x', b'x' + zipped(sealed()), zipped(sealed()) + zipped(PARTS)]
)
def test_bytes_around_the_zip_are_seen(edited: bytes) -> None:
    assert not seal.is_untouched(edited)


def test_a_removed_or_renamed_part_is_seen() -> None:
    parts = sealed()
    moved = parts.pop('word/a.png')
    assert seal.is_untouched(zipped(parts)) is False
    assert seal.is_untouched(zipped({**parts, 'word/b.png': moved})) is False


def test_a_part_twice_is_a_change() -> None:
    out = io.BytesIO(zipped(sealed()))
    with zipfile.ZipFile(out, 'a') as archive, pytest.warns(UserWarning):
        archive.writestr('word/a.png', PARTS['word/a.png'])
    assert seal.is_untouched(out.getvalue()) is False


def test_the_seal_is_found_as_word_writes_it_again() -> None:
    again = (
        "<?xml version='1.0'?><op:Properties xmlns:op='x' xmlns:vt='y'><op:property pid='7' name='Khác'>"
        "<vt:lpwstr>sha256:khác</vt:lpwstr></op:property>\n"
        f"<op:property name='baocao' fmtid='z' pid='2'>\n <vt:lpwstr>{seal.digest(digested(PARTS))}</vt:lpwstr></op:property>"
        '</op:Properties>'
    ).encode()
    assert seal.is_untouched(zipped({**PARTS, seal.PART: again})) is True
    assert seal.is_untouched(zipped({**PARTS, 'x': b'', seal.PART: again})) is False


@pytest.mark.parametrize(
    'data',
    [
        b'',
        b'PK\x05\x06',
        b'PK\x05\x06' + bytes(18),
        b'chu thuong',
        zipped(PARTS),
        zipped({**PARTS, seal.PART: b'<Properties/>'}),
        zipped({**PARTS, seal.PART: b'<property name="baocao"><vt:lpwstr>sha256:12</vt:lpwstr></property>'}),
        zipped(sealed())[:-30],
        zipped(sealed())[40:],
    ],
)
def test_nothing_to_tell(data: bytes) -> None:
    assert seal.is_untouched(data) is None


@pytest.mark.parametrize(
    'data',
    [
        zipped({**sealed(), 'bomb': bytes(300 << 20)}, 9),
        zipped({str(i): b'' for i in range(3000)}),
        zipped({'x' * 60_000 + str(i): b'' for i in range(30)}),
        b'PK\x05\x06' * 500_000,
    ],
    ids=['unpacked', 'members', 'directory', 'records'],
)
def test_bombs_are_refused_in_time_and_memory(data: bytes) -> None:
    tracemalloc.start()
    start = time.monotonic()
    assert seal.is_untouched(data) is None
    assert time.monotonic() - start < 4  # under tracemalloc; 2 s without
    assert tracemalloc.get_traced_memory()[1] < 600 << 20
    tracemalloc.stop()


def test_an_encrypted_member_or_bad_checksum_is_no_draft_of_ours() -> None:
    data = bytearray(zipped(sealed()))
    at = data.index(b'PK\x01\x02')
    data[at + 8] |= 1
    assert seal.is_untouched(bytes(data)) is None
    data[at + 8] &= ~1
    data[at + 16] ^= 1
    assert seal.is_untouched(bytes(data)) is None


names = st.text(min_size=1, max_size=8)


@given(st.dictionaries(names, st.binary(max_size=40), max_size=6), st.randoms())
def test_the_order_does_not_matter_and_the_seal_is_left_out(parts: dict[str, bytes], random: object) -> None:
    items = list(parts.items())
    random.shuffle(items)  # type: ignore[attr-defined]
    assert seal.digest(digested(dict(items))) == seal.digest(digested(parts))
    assert seal.digest(digested({**parts, seal.PART: b'any'})) == seal.digest(
        digested({k: v for k, v in parts.items() if k != seal.PART})
    )


@given(
    st.dictionaries(names, st.binary(max_size=4), max_size=4),
    st.dictionaries(names, st.binary(max_size=4), max_size=4),
)
def test_other_parts_other_digest(one: dict[str, bytes], two: dict[str, bytes]) -> None:
    assert (seal.digest(digested(one)) == seal.digest(digested(two))) == (one == two)


def test_names_and_contents_do_not_run_together() -> None:
    assert seal.digest(digested({'ab': b'c'})) != seal.digest(digested({'a': b'bc'}))
    assert seal.digest(digested({'a': b'', 'b': b''})) != seal.digest(digested({'a': b'b'}))


@settings(max_examples=200)
@given(st.data())
def test_a_changed_byte_never_raises(data: st.DataObject) -> None:
    whole = bytearray(zipped(sealed()))
    for _ in range(data.draw(st.integers(1, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    assert seal.is_untouched(bytes(whole)) in (True, False, None)
