"""A person's file changed at his own wish: whole or untouched, the former text kept."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from baocao.errors import BaoCaoError
from baocao.output import rewrite
from baocao.output.files import Disk


def test_the_former_text_is_kept_under_a_free_name(tmp_path: Path) -> None:
    path = tmp_path / 'a.yaml'
    path.write_bytes(b'one')
    (tmp_path / 'a.yaml.truoc-khi-chua').write_bytes(b'a person')
    path.chmod(0o640)
    copy = rewrite(path, b'one', b'two')
    assert (path.read_bytes(), copy.read_bytes(), copy.name) == (b'two', b'one', 'a.yaml.truoc-khi-chua-2')
    assert path.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / 'a.yaml.truoc-khi-chua').read_bytes() == b'a person'


def test_a_file_saved_meanwhile_wins(tmp_path: Path) -> None:
    path = tmp_path / 'a.yaml'
    path.write_bytes(b'saved meanwhile')
    with pytest.raises(BaoCaoError) as told:
        rewrite(path, b'one', b'two')
    assert [f.code for f in told.value.findings] == ['HT213']
    assert [p.name for p in tmp_path.iterdir()] == ['a.yaml']
    assert path.read_bytes() == b'saved meanwhile'


@pytest.mark.parametrize('operation', ['open_new', 'write', 'sync', 'replace'])
def test_a_full_disk_leaves_the_file_as_it_was(operation: str, tmp_path: Path) -> None:
    class Full(Disk):
        pass

    def fail(*args: object) -> int:
        raise OSError(errno.ENOSPC, 'full')

    disk = Full()
    setattr(disk, operation, fail)
    path = tmp_path / 'a.yaml'
    path.write_bytes(b'one')
    with pytest.raises(BaoCaoError) as told:
        rewrite(path, b'one', b'two', disk)
    assert told.value.findings[0].code == 'HT202'
    assert path.read_bytes() == b'one'
    assert not [p for p in tmp_path.iterdir() if p.suffix == '.tmp']
