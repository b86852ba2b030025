"""What a worker does: a paper of the batch drafted to bytes, with all that the parent keeps of it. It writes nothing."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from baocao.batch.jobs import Job, bounded
from baocao.checks import collect, store
from baocao.container import DEFLATERS
from baocao.errors import BaoCaoError, Finding, Level, Span
from baocao.mau import Templates
from baocao.models import build_all
from baocao.pipeline import draft
from baocao.secrecy import is_secret
from baocao.vietnamese import format_number
from baocao.workspace import AGENCIES, Traces, Workspace


class Made(Struct, frozen=True):
    """A finished draft: its bytes, what it was made from, what was found; the judged targets of the paper, and what
    it claims, stored (empty for a secret paper, whose claims are compared with none)."""

    data: bytes
    footprint: Mapping[str, str]
    findings: tuple[Finding, ...]
    mau: tuple[str, ...]
    chi_tieu: Mapping[str, int]
    claims: bytes


class Refused(Struct, frozen=True):
    """A paper that could not be drafted, with all findings; whether it is secret."""

    findings: tuple[Finding, ...]
    is_secret: bool = False


class Root(Struct, frozen=True):
    """An office folder: where it lies, how it is shown, what the run itself says of all its papers."""

    path: Path
    shown: str
    told: Mapping[str, str]


class Drafting(Struct, frozen=True):
    """The work of a batch: small, since it travels to every worker. `mau` is what the user names templates by, and
    `mau_at` where they lie, which does not depend on where a worker stands."""

    roots: tuple[Root, ...]
    mau: str | None
    mau_at: Path | None
    comment: bool
    nen: str

    @property
    def mau_place(self) -> PurePosixPath:
        """Where the templates that the user names lie among files that were carried."""
        return PurePosixPath('mau', self.mau_at.name if self.mau_at is not None else '')

    def at(self, folder: Path) -> Drafting:
        """The same work over files that were carried into this folder: the roots by their numbers, the templates in
        `mau_place`. What is shown and told stays, so that drafts and records are those of the files at home."""
        roots = tuple(replace(root, path=folder / f'{i}') for i, root in enumerate(self.roots))
        return replace(self, roots=roots, mau_at=folder / self.mau_place if self.mau_at is not None else None)

    def start(self) -> Callable[[Job], Made | Refused]:
        """The function that drafts one paper; what papers share is read once by each worker. Raises BaoCaoError where
        the worker does not see a root (HT255), or the templates cannot be used."""
        for root in self.roots:
            if not root.path.is_dir():
                raise BaoCaoError(_not_seen(root))
        templates = Templates(given=self.mau, given_at=self.mau_at)
        deflater = DEFLATERS[self.nen]()
        spaces = [bounded(root.path, root.shown) for root in self.roots]
        traces = [Traces(root.path, root.told) for root in self.roots]

        def make(job: Job) -> Made | Refused:
            workspace, paper = spaces[job.root], PurePosixPath(job.paper)
            try:
                made = draft(
                    workspace,
                    paper,
                    templates,
                    comment=self.comment,
                    deflater=deflater,
                    crossing=job.crossing,
                )
            except BaoCaoError as error:
                return Refused(_tellable(workspace, paper, error.findings), _is_secret(workspace, paper))
            return Made(
                made.data,
                traces[job.root].footprint(made.used, folders(job, made.used), made.looks_up),
                _tellable(workspace, paper, made.findings),
                made.mau,
                made.chi_tieu,
                b'' if _is_secret(workspace, paper) else store(collect(made.checked), made.excuses),
            )

        return make


def prepare() -> None:
    """Load what nearly every paper needs. Children that are forked afterwards share it: each is ready sooner and holds a
    third less memory of its own."""
    build_all()
    format_number(0)
    gc.collect()  # no garbage for the children, whose collector would write to its pages


def folders(job: Job, used: Iterable[str]) -> tuple[PurePosixPath, ...]:
    """The folders whose files are read with a paper: its own, that of its unit, and those of the other files used; not
    that of the agencies, which are found by name."""
    others = map(PurePosixPath, {name.rpartition('/')[0] for name in used if '#' not in name})
    unit = job.crossing.folder if job.crossing is not None else None
    found = {
        PurePosixPath(job.paper).parent,
        *([unit] if unit else []),
        *(f for f in others if f.name != AGENCIES),
    }
    return tuple(sorted(found))


def _not_seen(root: Root) -> Finding:
    return Finding(
        'HT255',
        Level.CHAN,
        Span(str(root.path)),
        "Nơi soạn văn bản không thấy thư mục dữ liệu này.",
        "Khi soạn trên cụm máy: để dữ liệu ở thư mục mà mọi máy đều thấy dưới cùng một đường dẫn, "
        "hoặc thêm --gui-du-lieu.",
    )


def _is_secret(workspace: Workspace, paper: PurePosixPath) -> bool:
    """True where the paper's file carries a mark of secrecy; False where it cannot be read."""
    try:
        return is_secret(workspace.source(paper).text)
    except BaoCaoError:
        return False


def _tellable(
    workspace: Workspace, paper: PurePosixPath, findings: tuple[Finding, ...]
) -> tuple[Finding, ...]:
    """The findings as they may be told; of a file that cannot be read nothing is told anyway but its place."""
    try:
        return workspace.tellable(paper, findings)
    except BaoCaoError:
        return findings
