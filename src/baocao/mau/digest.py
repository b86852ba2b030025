"""One value for all templates that the papers of an office may be printed with."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from baocao.mau.files import NAMES, OWN, folder_of_program, word_files


def digest_of_templates(root: Path, given: str | None) -> str:
    """The digest of the program's templates, of those in the office's folder `mau`, and of what the user names: any
    change may concern every paper. A file that cannot be read counts as absent."""
    program = folder_of_program().path
    files = [program / name for name in NAMES]
    files += word_files(root / OWN)
    if given is not None:
        path = Path(given)
        files += word_files(path) if path.is_dir() else [path, *word_files(path.parent)]
    found = sha256()
    for file in files:
        found.update(f'{file.name}\0{_of(file)}\n'.encode('utf-8', 'surrogateescape'))
    return found.hexdigest()


def _of(file: Path) -> str:
    try:
        return sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ''
