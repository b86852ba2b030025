"""The templates: which file prints which papers, an office's own before those of the program; checks and copies."""

from typing import TYPE_CHECKING

from baocao.deferred import deferred

if TYPE_CHECKING:
    from baocao.mau.checking import Checked, check
    from baocao.mau.choose import Templates
    from baocao.mau.copies import Copied, copy
    from baocao.mau.digest import digest_of_templates
    from baocao.mau.files import (
        FRAGMENT,
        NAMES,
        OWN,
        SECTIONS,
        TEMPLATES,
        BuiltIn,
        built_in,
        own_files,
        word_files,
    )

__getattr__ = deferred(
    __name__,
    {
        'checking': ('Checked', 'check'),
        'choose': ('Templates',),
        'copies': ('Copied', 'copy'),
        'digest': ('digest_of_templates',),
        'files': (
            'FRAGMENT',
            'NAMES',
            'OWN',
            'SECTIONS',
            'TEMPLATES',
            'BuiltIn',
            'built_in',
            'own_files',
            'word_files',
        ),
    },
)

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
    'digest_of_templates',
    'own_files',
    'word_files',
]
