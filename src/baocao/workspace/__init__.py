"""The folder of an office, and what the arguments of a command name in it."""

from baocao.workspace.bounded import Bounded
from baocao.workspace.files import (
    AGENCIES,
    ISSUED,
    SUFFIXES,
    document_files,
    kind_of,
    surely,
    unreadable,
    yaml_files,
)
from baocao.workspace.folder import Workspace, shown_in
from baocao.workspace.footprint import Traces
from baocao.workspace.opening import (
    Found,
    data_files,
    empty_folder,
    no_paper,
    not_a_paper,
    not_yaml,
    open_paths,
    root_of,
    shown_root,
)

__all__ = [
    'AGENCIES',
    'ISSUED',
    'SUFFIXES',
    'Bounded',
    'Found',
    'Traces',
    'Workspace',
    'data_files',
    'document_files',
    'empty_folder',
    'kind_of',
    'no_paper',
    'not_a_paper',
    'not_yaml',
    'open_paths',
    'root_of',
    'shown_in',
    'shown_root',
    'surely',
    'unreadable',
    'yaml_files',
]
