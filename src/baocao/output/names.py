"""Names of the documents under `out/`: mirrored from their sources, safe on every system, never shared.

The rules of Windows hold everywhere, since an `out/` made on Linux is opened from Windows: see "Naming
Files, Paths, and Namespaces" of the Win32 documentation (reserved characters and device names, no dot or
space at the end, names that differ by case only are one name).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from pathlib import Path, PurePosixPath

SUFFIX = '.docx'
COMMENTED = '.nhan-xet'  # before the suffix of a copy with comments
LIMIT = 200  # bytes of UTF-8 in one name, so that " (bản mới 999)" also fits
DISK_LIMIT = 255  # what the common file systems hold

_YAML = frozenset(('.yaml', '.yml'))
_NAMELESS = 'khong_ten'
_RESERVED_SIGNS = frozenset('<>:"|?*/\\')
#: a name of letters, digits and common signs, nearly every one, which needs no look at each sign
_PLAIN = re.compile(r"[\w !#$%&'()+,;=@\[\]{}.-]*")
_INVISIBLE = frozenset(('Cc', 'Cf', 'Cs', 'Co', 'Zl', 'Zp'))
_DEVICE = re.compile(
    r'(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)[0-9¹²³])[ ]*(?=\.|$)', re.IGNORECASE | re.ASCII
)
_BESIDE = re.compile(r"\((bản mới( [0-9]+)?|trình ký)\)$", re.IGNORECASE)


def output_name(source: PurePosixPath) -> PurePosixPath:
    """The natural place of the document of one source: relative, `.docx`, folders mirrored.

    Letters are kept (NFC). What cannot stand in a name becomes `-`; `..` and roots fall away, so the result
    never leaves the folder; a name over 200 bytes is cut and closed with a hash of the whole name. A stem
    that ends like the program's own "(bản mới)" and "(trình ký)" files loses the brackets, so that it can never be one.
    """
    name = source.name
    if name in ('', '.', '..'):
        return _folders(source.parent) / _file_name('', whole='')
    suffix = name[name.rfind('.') :] if '.' in name[1:] else ''
    stem = name[: -len(suffix)] if suffix.lower() in _YAML else name
    return _folders(source.parent) / _file_name(stem, whole=name)


@lru_cache(4096)
def _folders(folder: PurePosixPath) -> PurePosixPath:
    """The folders of a place, each with a safe name; `..` and roots fall away."""
    return PurePosixPath(*(_safe(part) for part in folder.parts if part not in ('/', '//', '.', '..')))


def plan_names(sources: Iterable[PurePosixPath]) -> dict[PurePosixPath, PurePosixPath]:
    """The place of each source's document; no two places are equal, in any case or form of Unicode.

    The rule: sources whose name needs no change (`a.yaml`, but not `a.yml` or `a?.yaml`) choose first, then
    the others, each group in the order of its names; who finds the natural name taken, by a document or by a
    folder, gets ` (2)`, ` (3)` ... So a badly named paper never moves a well-named one. The plan depends on
    the set of sources and on nothing else: hand over *all* papers of the workspace, also when only some of
    them are to be written, and each keeps its name from run to run.
    """
    wishes = {source: output_name(source) for source in sources}
    parents = {wish.parent for wish in wishes.values()}
    folders = {_key(folder) for parent in parents for folder in (parent, *parent.parents)}
    taken: set[str] = set()
    plan: dict[PurePosixPath, PurePosixPath] = {}
    for source in sorted(wishes, key=lambda s: (_is_changed(s, wishes[s]), _key(s), str(s))):
        place = wishes[source]
        key, number = _key(place), 1
        while key in taken or key in folders:
            number += 1
            place = _with_ending(wishes[source], f' ({number})')
            key = _key(place)
        taken.add(key)
        plan[source] = place
    return plan


def root_folders(roots: Iterable[Path]) -> dict[Path, PurePosixPath]:
    """The folder for the documents of each root: none where there is one root, else its name, with that of the folder
    above where two are called alike."""
    every = sorted(set(roots))
    if len(every) < 2:
        return {root: PurePosixPath() for root in every}
    count = Counter(root.name.casefold() for root in every)
    alike = {root for root in every if count[root.name.casefold()] > 1}
    return {r: PurePosixPath(f'{r.parent.name}-{r.name}' if r in alike else r.name) for r in every}


def beside_name(place: PurePosixPath, number: int) -> PurePosixPath:
    """Where new text goes while a person's file holds `place`: `x (bản mới).docx`, `x (bản mới 2).docx`.

    A file that is no Word file keeps its own suffix."""
    ending = " (bản mới)" if number == 1 else f" (bản mới {number})"
    return _with_ending(place, ending, DISK_LIMIT, _suffix(place))


def kept_name(place: PurePosixPath, mark: str, number: int) -> PurePosixPath:
    """The name of the copy of a person's file that is replaced: `x (0f3a…).docx`, `x (0f3a… 2).docx`; `mark` is the
    beginning of its hash."""
    ending = f' ({mark})' if number == 1 else f' ({mark} {number})'
    return _with_ending(place, ending, DISK_LIMIT, _suffix(place))


def signing_name(place: PurePosixPath) -> PurePosixPath:
    """Where the clean text of a draft goes that is to be signed: `x (trình ký).docx`, beside the draft."""
    return _with_ending(place, " (trình ký)", DISK_LIMIT)


def commented_name(name: str, number: int) -> str:
    """The name of the copy of a Word file with comments in it: `x.nhan-xet.docx`, `x.nhan-xet-2.docx`.

    The suffix of the original falls away, also where it is another one (`.doc`)."""
    ending = f'{COMMENTED}-{number}' if number > 1 else COMMENTED
    place = PurePosixPath(name).with_suffix(SUFFIX)
    return _with_ending(place, ending, DISK_LIMIT).name


def _is_changed(source: PurePosixPath, wish: PurePosixPath) -> bool:
    return source != wish.with_name(wish.name.removesuffix(SUFFIX) + '.yaml')


def _key(path: PurePosixPath) -> str:
    """Equal for two paths that some file system could take for one (canonical caseless matching)."""
    if (text := str(path)).isascii():
        return text.lower()
    return unicodedata.normalize('NFD', unicodedata.normalize('NFD', text).casefold())


def _file_name(stem: str, whole: str) -> str:
    stem = _BESIDE.sub(r'-\1-', _clean(stem))
    return _fitted(_off_devices(stem), SUFFIX, whole)


def _safe(folder: str) -> str:
    return _fitted(_off_devices(_clean(folder)), '', folder)


def _clean(name: str) -> str:
    composed = unicodedata.normalize('NFC', name)
    is_plain = _PLAIN.fullmatch(composed) is not None
    signs = (composed if is_plain else ''.join(_sign(c) for c in composed)).strip(' .')
    if signs.startswith('~$'):  # the mark of Word's own lock files
        signs = '-' + signs[2:]
    return signs or _NAMELESS


def _sign(char: str) -> str:
    category = unicodedata.category(char)
    noncharacter = ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF
    if char in _RESERVED_SIGNS or category in _INVISIBLE or noncharacter:
        return '-'
    return ' ' if category == 'Zs' else char


def _off_devices(name: str) -> str:
    return _DEVICE.sub(lambda m: m.group(0).rstrip(' ') + '-', name, count=1) if _DEVICE.match(name) else name


def _with_ending(
    place: PurePosixPath, ending: str, limit: int = LIMIT, suffix: str = SUFFIX
) -> PurePosixPath:
    stem = place.name.removesuffix(suffix)
    return place.with_name(_fitted(stem, ending + suffix, place.name, limit))


def _suffix(place: PurePosixPath) -> str:
    return place.suffix or SUFFIX


def _fitted(stem: str, ending: str, whole: str, limit: int = LIMIT) -> str:
    """`stem` and `ending` in at most `limit` bytes; a stem that is cut ends with a hash of `whole`."""
    if len((stem + ending).encode()) <= limit:
        return stem + ending
    ending = '-' + sha256(whole.encode('utf-8', 'surrogatepass')).hexdigest()[:10] + ending
    kept = stem.encode()[: limit - len(ending.encode())].decode('utf-8', 'ignore')
    return unicodedata.normalize('NFC', kept).rstrip(' .') + ending
