"""Reading packages that nobody vouches for, and writing packages with the same bytes."""

from __future__ import annotations

import io
import os
import random
import struct
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baocao.container import DEFLATERS, MAX_FILE, MAX_MEMBERS, MIB, deflate, pack, standard
from baocao.errors import BaoCaoError, Finding, Level
from baocao.word.package import Package, read_package, write_package

W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
MAIN_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'
STYLES_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml'
TYPES, MAIN, STYLES = '[Content_Types].xml', 'word/document.xml', 'word/styles.xml'
TYPES_XML = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="png" ContentType="image/png"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{MAIN_TYPE}"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{STYLES_TYPE}"/></Types>'
)
BODY = f'<w:document xmlns:w="{W}"><w:body><w:p/><w:sectPr/></w:body></w:document>'


def relations(*items: tuple[str, str, str], mode: str = '') -> bytes:
    rows = ''.join(f'<Relationship Id="{i}" Type="{t}" Target="{g}"{mode}/>' for i, t, g in items)
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'.encode()


def sound() -> dict[str, bytes]:
    return {
        TYPES: TYPES_XML.encode(),
        '_rels/.rels': relations(('rId1', f'{OFFICE}/officeDocument', MAIN)),
        MAIN: BODY.encode(),
        'word/_rels/document.xml.rels': relations(('rId1', f'{OFFICE}/styles', 'styles.xml')),
        STYLES: f'<w:styles xmlns:w="{W}"/>'.encode(),
    }


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED, comment: bytes = b'') -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', method) as archive:
        archive.comment = comment
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def found(data: bytes | Path) -> tuple[Finding, ...]:
    """The findings, after looking that each can be acted upon."""
    with pytest.raises(BaoCaoError) as caught:
        read_package(data, 'mẫu.docx')
    for finding in caught.value.findings:
        assert finding.level is Level.CHAN
        assert finding.span.file == 'mẫu.docx'
        assert finding.problem.endswith('.') and finding.remedy.endswith('.')
    assert caught.value.findings
    return caught.value.findings


def codes(data: bytes | Path) -> set[str]:
    return {f.code for f in found(data)}


def changed(**parts: bytes | None) -> bytes:
    """A sound file with parts replaced, added or (None) left out."""
    content: dict[str, bytes | None] = {**sound(), **parts}
    return zipped({k: v for k, v in content.items() if v is not None})


def patched(
    data: bytes, name: str, local: Mapping[int, tuple[str, int]], central: Mapping[int, tuple[str, int]]
) -> bytes:
    """The file with fields overwritten in both headers of a member: offset -> (struct format, value)."""
    out = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        start = archive.getinfo(name).header_offset
    for offset, (form, value) in local.items():
        struct.pack_into(form, out, start + offset, value)
    at = -1
    while True:
        at = data.index(b'PK\x01\x02', at + 1)
        if data[at + 46 : at + 46 + len(name.encode())] == name.encode():
            break
    for offset, (form, value) in central.items():
        struct.pack_into(form, out, at + offset, value)
    return bytes(out)


class TestSoundFile:
    def test_parts_types_and_relationships(self) -> None:
        package = read_package(zipped(sound()), 'a.docx')
        assert list(package.parts) == list(sound())
        assert package.main_part == MAIN
        assert package.content_types[MAIN] == MAIN_TYPE
        assert [(r.id, r.kind, r.part, r.external) for r in package.relationships(MAIN)] == [
            ('rId1', 'styles', STYLES, False)
        ]
        assert package.related(MAIN, 'styles') == (STYLES,)
        assert package.relationships('word/absent.xml') == ()
        assert package.xml_parts == tuple(sound())

    def test_from_a_path(self, tmp_path: Path) -> None:
        file = tmp_path / 'mẫu.docx'
        file.write_bytes(zipped(sound()))
        assert read_package(file, 'mẫu.docx').parts == sound()

    @pytest.mark.parametrize(
        'target', ['/word/styles.xml', './styles.xml', '../word/styles.xml', 'STYLES.xml', 'st%79les.xml']
    )
    def test_targets_are_resolved(self, target: str) -> None:
        rels = relations(('rId1', f'{OFFICE}/styles', target))
        package = read_package(changed(**{'word/_rels/document.xml.rels': rels}), 'a.docx')
        assert package.relationships(MAIN)[0].part == STYLES

    def test_external_targets_are_named_and_not_looked_for(self) -> None:
        rels = relations(
            ('rId1', f'{OFFICE}/hyperlink', 'https://example.vn/'), mode=' TargetMode="External"'
        )
        package = read_package(changed(**{'word/_rels/document.xml.rels': rels}), 'a.docx')
        only = package.relationships(MAIN)[0]
        assert only.external and only.leads_outside and only.part == ''

    def test_folders_comment_and_stored_members_do_no_harm(self) -> None:
        data = zipped(
            {'word/': b'', **sound()}, zipfile.ZIP_STORED, comment=b'xin PK\x05\x06 chao' + b'.' * 40
        )
        assert read_package(data, 'a.docx').parts == sound()

    def test_members_written_as_a_stream(self) -> None:
        class Pipe(io.RawIOBase):  # no seek: sizes come after the data, local headers hold zeros
            def __init__(self) -> None:
                self.out = bytearray()

            def writable(self) -> bool:
                return True

            def write(self, data: bytes) -> int:  # type: ignore[override]
                self.out += data
                return len(data)

        pipe = Pipe()
        with zipfile.ZipFile(pipe, 'w', zipfile.ZIP_DEFLATED) as archive:
            for name, content in sound().items():
                archive.writestr(name, content)
        assert read_package(bytes(pipe.out), 'a.docx').parts == sound()

    @pytest.mark.parametrize('encoding', ['utf-16', 'utf-16-le', 'utf-16-be', 'utf-8-sig'])
    def test_utf16_and_marked_parts_come_back_in_utf8(self, encoding: str) -> None:
        declared = f'<?xml version="1.0" encoding="{encoding[:6]}"?>' if encoding.startswith('utf-16') else ''
        text = (declared + BODY.replace('<w:p/>', '<w:p><w:r><w:t>Đề án</w:t></w:r></w:p>')).encode(encoding)
        part = read_package(changed(**{MAIN: text}), 'a.docx').parts[MAIN]
        assert 'Đề án' in part.decode('utf-8') and b'utf-16' not in part.lower()


class TestOtherKinds:
    @pytest.mark.parametrize(
        ('data', 'code', 'word'),
        [
            (b'', 'MB003', "rỗng"),
            (b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(1000), 'MB006', ".doc"),
            (
                b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + bytes(500) + 'EncryptedPackage'.encode('utf-16-le') + bytes(9),
                'MB007',
                "mật khẩu",
            ),
            (b'{\\rtf1\\ansi Xin}', 'MB005', "RTF"),
            (b'%PDF-1.7\n...', 'MB005', "PDF"),
            (b'\xef\xbb\xbf \n<!DOCTYPE HTML><html></html>', 'MB005', "HTML"),
            (b'<html xmlns="x"><body/></html>', 'MB005', "HTML"),
            (b'MIME-Version: 1.0\r\n', 'MB005', ".mht"),
            (b'<p:package xmlns:p="http://schemas.microsoft.com/office/2006/xmlPackage">', 'MB005', "XML"),
            (b'loai: bao_cao\n', 'MB032', "không phải"),
            (zipped({'mimetype': b'application/vnd.oasis.opendocument.text', 'content.xml': b'<a/>'}), 'MB005', ".odt"),
            (zipped({'a.txt': b'x'}), 'MB022', TYPES),
            (b'PK', 'MB008', "hỏng"),
            (b'PK\x05\x06' + bytes(18), 'MB008', "hỏng"),
        ],
    )  # fmt: skip
    def test_is_named(self, data: bytes, code: str, word: str) -> None:
        (only,) = found(data)
        assert only.code == code
        assert word in only.problem

    @pytest.mark.parametrize(
        ('content_type', 'word'),
        [
            (MAIN_TYPE.replace('document.main', 'template.main'), ".dotx"),
            ('application/vnd.ms-word.document.macroEnabled.main+xml', ".docm"),
            ('application/vnd.ms-word.template.macroEnabledTemplate.main+xml', ".dotm"),
            ('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml', ".xlsx"),
            ('application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml', ".pptx"),
        ],
    )
    def test_office_kin_is_named(self, content_type: str, word: str) -> None:
        (only,) = found(changed(**{TYPES: TYPES_XML.replace(MAIN_TYPE, content_type).encode()}))
        assert only.code == 'MB005'
        assert word in only.problem

    def test_strict(self) -> None:
        strict = 'http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument'
        assert codes(changed(**{'_rels/.rels': relations(('rId1', strict, MAIN))})) == {'MB025'}
        body = BODY.replace(W, 'http://purl.oclc.org/ooxml/wordprocessingml/main').encode()
        assert codes(changed(**{MAIN: body})) == {'MB025'}

    def test_paths_that_are_no_files(self, tmp_path: Path) -> None:
        assert codes(tmp_path / 'x.docx') == {'MB001'}
        assert codes(tmp_path) == {'MB002'}
        (tmp_path / 'f').write_bytes(b'x')
        assert codes(tmp_path / 'f' / 'x.docx') == {'MB001'}
        assert codes(Path('a\0b')) == {'MB001'}

    @pytest.mark.skipif(not hasattr(os, 'mkfifo'), reason='pipes with names')
    def test_a_pipe_does_not_hold_the_reader(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / 'ống.docx')
        assert codes(tmp_path / 'ống.docx') == {'MB002'}

    def test_too_large(self, tmp_path: Path) -> None:
        file = tmp_path / 'a.docx'
        with file.open('wb') as out:
            out.write(b'PK\x03\x04')
            out.truncate(MAX_FILE + 1)
        assert codes(file) == {'MB004'}
        assert codes(b'PK\x03\x04' + bytes(MAX_FILE)) == {'MB004'}


class TestCraftedZips:
    @pytest.fixture(autouse=True)
    def in_time_and_memory(self):  # type: ignore[no-untyped-def]
        tracemalloc.start()
        start = time.monotonic()
        yield
        took, peak = time.monotonic() - start, tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert took < 4  # under tracemalloc, and on a busy machine; 2 s without
        assert peak < 300 * MIB

    @pytest.mark.parametrize('cut', [5, 30, 100, -1, -10, -30])
    def test_cut_off(self, cut: int) -> None:
        assert codes(zipped(sound())[:cut]) <= {'MB008', 'MB032'}

    @pytest.mark.parametrize('extra', [b'x', b'\0' * 100_000, b'PK\x05\x06'])
    def test_bytes_after_the_end(self, extra: bytes) -> None:
        assert codes(zipped(sound()) + extra) <= {'MB009'}

    def test_bytes_before_the_beginning(self) -> None:
        assert codes(b'#!/bin/sh\n' + zipped(sound())) == {'MB009'}
        assert codes(b'PK\x03\x04 more' + zipped(sound())) == {'MB009'}

    @pytest.mark.parametrize(
        'name',
        [
            '/etc/passwd',
            '../x.xml',
            'word/../../x',
            'word\\x.xml',
            'C:/x',
            'a\x01b',
            'a//b',
            './x',
            'a\u202eb',
        ],
    )
    def test_unsafe_names(self, name: str) -> None:
        findings = found(zipped({**sound(), name: b'<a/>'}))
        assert [f.code for f in findings] == ['MB011']
        assert all(ord(c) >= 32 and c != '\u202e' for c in findings[0].problem)

    def test_nul_in_a_name(self) -> None:
        data = zipped({**sound(), 'word/aXb.xml': b'<a/>'}).replace(b'word/aXb.xml', b'word/a\0b.xml')
        assert codes(data) == {'MB011'}

    def test_a_member_twice(self) -> None:
        out = io.BytesIO(zipped(sound()))
        with zipfile.ZipFile(out, 'a') as archive, pytest.warns(UserWarning):
            archive.writestr(MAIN, b'<a/>')
        assert codes(out.getvalue()) == {'MB012'}

    def test_names_that_differ_by_case(self) -> None:
        assert codes(zipped({**sound(), 'Word/Document.xml': b'<a/>'})) == {'MB013'}

    def test_encrypted(self) -> None:
        data = patched(zipped(sound()), MAIN, {6: ('<H', 1)}, {8: ('<H', 1)})
        assert codes(data) == {'MB014'}

    @pytest.mark.parametrize('method', [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    def test_unknown_compression(self, method: int) -> None:
        assert codes(zipped(sound(), method)) == {'MB015'}

    def test_overlap(self) -> None:
        # the entry of x.xml points to the bytes of another member that bears its name inside its own data
        inner = zipped({'word/x.xml': b'<a/>'}, zipfile.ZIP_STORED)[: 30 + len('word/x.xml') + 4]
        data = zipped(
            {**sound(), 'word/k.xml': inner + b'<!-- -->', 'word/x.xml': b'<a/>'}, zipfile.ZIP_STORED
        )
        at = data.index(inner)
        assert codes(patched(data, 'word/x.xml', {}, {42: ('<I', at)})) == {'MB016'}

    def test_a_bomb_of_overlapping_members(self) -> None:
        kernel = deflate(bytes(21 * MIB // 5), 9)
        name, entries, count = b'a%04d', [], 900
        bodies = b''
        for i in range(count):  # quoted headers: each member's data begins before that of the next
            head = struct.pack(
                '<4s5H3I2H',
                b'PK\x03\x04',
                20,
                0,
                8,
                0,
                33,
                kernel.crc,
                len(kernel.deflated),
                kernel.size,
                5,
                0,
            )
            entries.append(
                struct.pack('<4s6H3I5H2I', b'PK\x01\x02', 20, 20, 0, 8, 0, 33, kernel.crc, len(kernel.deflated),
                            kernel.size, 5, 0, 0, 0, 0, 0, len(bodies)) + name % i
            )  # fmt: skip
            bodies += head + name % i
        bodies += kernel.deflated
        listing = b''.join(entries)
        end = struct.pack('<4s4H2IH', b'PK\x05\x06', 0, 0, count, count, len(listing), len(bodies), 0)
        assert {'MB016', 'MB018', 'MB019'} <= codes(bodies + listing + end)

    def test_ratio(self) -> None:
        findings = found(zipped({**sound(), 'word/media/a.png': bytes(50 * MIB)}))
        assert [f.code for f in findings] == ['MB019']
        assert findings[0].span.place == "thành phần word/media/a.png"

    def test_a_repetitive_paper_is_no_bomb(self) -> None:
        text = "Giao Sở Tài chính chủ trì, phối hợp với các sở, ngành báo cáo trước ngày 15"
        paragraph = f'<w:p><w:r><w:t>{text}</w:t></w:r></w:p>'
        text = ''.join(paragraph.replace('15', str(i)) for i in range(50_000))
        body = BODY.replace('<w:p/>', text).encode()
        assert len(body) > 5 * MIB
        assert read_package(changed(**{MAIN: body}), 'a.docx').parts[MAIN] == body

    def test_unpacked_total(self) -> None:
        block = (
            os.urandom(MIB // 8) * 4
        )  # repeats too far apart for deflate's window would not shrink; these do not either
        parts = {f'word/media/{i}.png': block * 6 for i in range(6)}
        data = zipped(parts)
        assert len(data) <= MAX_FILE
        for i in range(6):  # tells of 20 MiB each
            data = patched(data, f'word/media/{i}.png', {22: ('<I', 20 * MIB)}, {24: ('<I', 20 * MIB)})
        assert codes(data) == {'MB018'}

    @pytest.mark.parametrize('size', [1, 10, len(BODY) - 1, len(BODY) + 1, 5 * MIB])
    def test_forged_sizes(self, size: int) -> None:
        data = patched(zipped(sound()), MAIN, {22: ('<I', size)}, {24: ('<I', size)})
        assert codes(data) <= {'MB017', 'MB019'} and codes(data)

    def test_a_member_that_hides_a_bomb_behind_a_small_size(self) -> None:
        data = zipped({**sound(), 'word/media/a.png': bytes(200 * MIB)})
        data = patched(data, 'word/media/a.png', {22: ('<I', 10)}, {24: ('<I', 10)})
        assert codes(data) == {'MB017'}

    def test_forged_packed_size(self) -> None:
        with zipfile.ZipFile(io.BytesIO(zipped(sound()))) as archive:
            packed = archive.getinfo(MAIN).compress_size
        for wrong in (packed - 3, packed + 3, 2**31):
            data = patched(zipped(sound()), MAIN, {18: ('<I', wrong)}, {20: ('<I', wrong)})
            assert codes(data) <= {'MB016', 'MB020'} and codes(data)

    def test_bad_checksum(self) -> None:
        data = patched(zipped(sound()), MAIN, {14: ('<I', 1)}, {16: ('<I', 1)})
        (only,) = found(data)
        assert (only.code, only.span.place) == ('MB020', f"thành phần {MAIN}")

    def test_two_headers_that_disagree(self) -> None:
        data = zipped(sound())
        at = data.index(MAIN.encode())
        assert codes(data[:at] + b'word/DOCUMENT.xml' + data[at + len(MAIN) :]) == {'MB020'}

    def test_too_many_members(self) -> None:
        assert codes(zipped({f'a/{i}': b'' for i in range(MAX_MEMBERS + 1)})) == {'MB010'}

    def test_all_damaged_members_are_told(self) -> None:
        data = zipped(sound())
        for name in (MAIN, STYLES):
            data = patched(data, name, {14: ('<I', 1)}, {16: ('<I', 1)})
        assert len(found(data)) == 2

    def test_sizes_of_64_bits_are_read(self) -> None:
        name = b'a.xml'
        packed = zlib.compress(b'<a/>')[2:-4]
        extra = struct.pack('<HHQQ', 1, 16, 4, len(packed))
        head = struct.pack(
            '<4s5H3I2H', b'PK\x03\x04', 45, 0, 8, 0, 33, zlib.crc32(b'<a/>'), len(packed), 4, 5, 0
        )
        entry = struct.pack('<4s6H3I5H2I', b'PK\x01\x02', 45, 45, 0, 8, 0, 33, zlib.crc32(b'<a/>'), 2**32 - 1,
                            2**32 - 1, 5, len(extra), 0, 0, 0, 0, 0)  # fmt: skip
        body, listing = head + name + packed, entry + name + extra
        end = struct.pack('<4s4H2IH', b'PK\x05\x06', 0, 0, 1, 1, len(listing), len(body), 0)
        assert codes(body + listing + end) == {'MB022'}  # the zip itself was read


class TestXml:
    @pytest.mark.parametrize(
        ('xml', 'code'),
        [
            (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', 'MB029'),
            (b'<!DOCTYPE a SYSTEM "http://example.vn/a.dtd"><a/>', 'MB029'),
            (b'<a><b></a>', 'MB030'),
            (b'', 'MB030'),
            (b'<a>\x01</a>', 'MB030'),
            (b'<w:a/>', 'MB030'),
            (b'<a>\xff</a>', 'MB030'),
            (b'<a>' * 5000 + b'</a>' * 5000, 'MB030'),
            (b'<?xml version="1.0" encoding="UTF-7"?><a/>', 'MB031'),
            (b"<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>", 'MB031'),
            (b'\xff\xfe<\x00a\x00\x00\xd8', 'MB031'),
            ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode('utf-16'), 'MB029'),
        ],
    )
    def test_refused(self, xml: bytes, code: str) -> None:
        assert codes(changed(**{STYLES: xml})) == {code}

    @pytest.mark.parametrize(
        'xml',
        [
            b'<a>' + b'<b/>' * 3_500_001 + b'</a>',
            b'<a ' + b'a="" ' * 1_750_001 + b'/>',
            b'<a>' + b'x' * (30 * MIB) + b'</a>',
        ],
    )
    def test_xml_that_would_fill_the_memory(self, xml: bytes) -> None:
        # stored or with far repeats, such XML passes the guard of ratios
        noise = random.Random(1).randbytes(150_000)
        data = zipped({**sound(), STYLES: xml + b'<!--' + noise.hex().encode() + b'-->'})
        start = time.monotonic()
        assert codes(data) == {'MB021'}
        assert time.monotonic() - start < 2

    def test_line_and_column(self) -> None:
        (only,) = found(changed(**{STYLES: b'<a>\n  <b></c>\n</a>'}))
        assert "dòng 2" in only.problem and "cột" in only.problem

    def test_xml_under_another_name(self) -> None:
        types = TYPES_XML.replace(
            '</Types>', '<Override PartName="/word/x.bin" ContentType="a/b+xml"/></Types>'
        )
        data = changed(**{TYPES: types.encode(), 'word/x.bin': b'<!DOCTYPE a><a/>'})
        assert codes(data) == {'MB029'}

    def test_a_billion_laughs(self) -> None:
        rows = ''.join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 20))
        bomb = f'<!DOCTYPE a [<!ENTITY l0 "ha">{rows}]><a>&l19;</a>'.encode()
        assert codes(changed(**{MAIN: bomb})) >= {'MB029'}


class TestConventions:
    def test_no_main_part(self) -> None:
        assert codes(changed(**{'_rels/.rels': None})) == {'MB023'}
        assert codes(changed(**{'_rels/.rels': relations()})) == {'MB023'}
        assert codes(changed(**{MAIN: None})) >= {'MB023', 'MB026'}
        both = relations(('a', f'{OFFICE}/officeDocument', MAIN), ('b', f'{OFFICE}/officeDocument', STYLES))
        assert codes(changed(**{'_rels/.rels': both})) == {'MB023'}

    def test_a_main_part_that_is_no_document(self) -> None:
        assert codes(changed(**{MAIN: b'<a/>'})) == {'MB023'}
        assert codes(changed(**{MAIN: f'<w:document xmlns:w="{W}"/>'.encode()})) == {'MB023'}
        assert codes(changed(**{TYPES: TYPES_XML.replace(MAIN_TYPE, 'text/plain').encode()})) == {'MB024'}

    def test_relationships_that_lead_nowhere(self) -> None:
        rels = relations(
            ('a', f'{OFFICE}/image', 'media/x.png'), ('b', f'{OFFICE}/styles', '../../../etc/passwd')
        )
        findings = found(changed(**{'word/_rels/document.xml.rels': rels}))
        assert [f.code for f in findings] == ['MB026', 'MB026']
        assert "media/x.png" in findings[0].problem

    @pytest.mark.parametrize(
        'rels',
        [
            relations(('a', f'{OFFICE}/styles', 'styles.xml'), ('a', f'{OFFICE}/styles', 'styles.xml')),
            relations(('', f'{OFFICE}/styles', 'styles.xml')),
            relations(('a', '', 'styles.xml')),
            relations(('a', f'{OFFICE}/styles', '')),
        ],
    )
    def test_faulty_relationships(self, rels: bytes) -> None:
        assert codes(changed(**{'word/_rels/document.xml.rels': rels})) == {'MB027'}

    def test_relationships_of_nobody(self) -> None:
        assert codes(changed(**{'word/_rels/ghost.xml.rels': relations()})) == {'MB027'}

    def test_a_part_without_a_type(self) -> None:
        findings = found(changed(**{'__MACOSX/._x': b'x'}))
        assert [(f.code, f.span.place) for f in findings] == [('MB028', "thành phần __MACOSX/._x")]

    def test_faults_of_all_parts_come_at_once(self) -> None:
        data = changed(**{STYLES: b'<a>', 'word/x.xml': b'<!DOCTYPE a><a/>', 'word/y.foo': b''})
        assert codes(data) == {'MB028', 'MB029', 'MB030'}


class TestWriting:
    def test_order_dates_and_system(self) -> None:
        data = write_package({**dict(sorted(sound().items(), reverse=True)), 'word/ảnh.png': b'x'})
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            assert archive.testzip() is None
        assert [i.filename for i in infos[:2]] == [TYPES, '_rels/.rels']
        assert {i.date_time for i in infos} == {(1980, 1, 1, 0, 0, 0)}
        assert {(i.create_system, i.extra, i.external_attr, i.flag_bits & ~0x800) for i in infos} == {
            (0, b'', 0, 0)
        }

    def test_order_of_the_mapping_does_not_matter(self) -> None:
        assert write_package(sound()) == write_package(dict(reversed(sound().items())))

    def test_packed_beforehand_is_the_same(self) -> None:
        ready = {n: deflate(c, 9) if n == STYLES else c for n, c in sound().items()}
        assert write_package(ready, standard(9)) == write_package(sound(), standard(9))

    def test_read_back(self) -> None:
        package = read_package(write_package(sound()), 'a.docx')
        assert isinstance(package, Package) and package.parts == sound()

    @settings(max_examples=40, deadline=None)
    @given(
        st.dictionaries(
            st.from_regex(r'[a-zà-ỹ]{1,8}\.png', fullmatch=True), st.binary(max_size=300), max_size=5
        ),
        st.integers(0, 9),
    )
    def test_any_parts_survive(self, media: dict[str, bytes], level: int) -> None:
        folded = {n.casefold(): n for n in media}
        parts = {**sound(), **{f'word/media/{n}': media[n] for n in folded.values()}}
        assert read_package(write_package(parts, standard(level)), 'a.docx').parts == parts


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_damage_is_told_or_harmless(data: st.DataObject) -> None:
    """Bytes changed anywhere give a package or findings, never another exception."""
    whole = bytearray(zipped(sound()))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_package(bytes(whole), 'a.docx')
    except BaoCaoError as error:
        assert error.findings


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_findings(data: bytes) -> None:
    assert found(data)
    assert found(b'PK\x03\x04' + data)


@pytest.mark.parametrize('name', sorted(DEFLATERS))
def test_every_deflater_packs_what_any_zip_reader_unpacks_and_names_itself(name: str) -> None:
    content = ("Ủy ban nhân dân xã " * 5000).encode()
    deflater = DEFLATERS[name]()
    chunked = deflater.pack(content[i : i + 1000] for i in range(0, len(content), 1000))
    assert zlib.decompress(chunked.deflated, -15) == content
    assert (chunked.crc, chunked.size) == (zlib.crc32(content), len(content))
    whole = deflater.packed(content)
    assert (whole.crc, whole.size) == (chunked.crc, chunked.size)
    data = pack({'a': content, 'b': b''}, deflater=deflater)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.read('a') == content
    assert deflater.record.split()[-1].isdigit()
