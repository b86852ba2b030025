"""The folder of an office, and what the arguments of a command name in it."""

from baocao.workspace.files import AGENCIES, ISSUED, document_files, kind_of, unreadable, yaml_files
from baocao.workspace.folder import Workspace
from baocao.workspace.opening import Found, data_files, open_paths

__all__ = [
    'AGENCIES',
    'ISSUED',
    'Found',
    'Workspace',
    'data_files',
    'document_files',
    'kind_of',
    'open_paths',
    'unreadable',
    'yaml_files',
]
