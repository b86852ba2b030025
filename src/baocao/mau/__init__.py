"""The templates: which file prints which papers, an office's own before those of the program; checks and copies."""

from baocao.mau.check import Checked, check
from baocao.mau.choose import Templates
from baocao.mau.copies import Copied, copy
from baocao.mau.files import FRAGMENT, NAMES, OWN, SECTIONS, TEMPLATES, BuiltIn, built_in, own_files

__all__ = [
    'FRAGMENT',
    'NAMES',
    'OWN',
    'SECTIONS',
    'TEMPLATES',
    'BuiltIn',
    'Checked',
    'Copied',
    'Templates',
    'built_in',
    'check',
    'copy',
    'own_files',
]
