"""The wall: Word files and the template language live behind these names."""

from typing import TYPE_CHECKING

from baocao.deferred import deferred

if TYPE_CHECKING:
    from baocao.word.any_file import READABLE, AnyFile, read_any
    from baocao.word.comments import Comment, with_comments
    from baocao.word.compiler import Examined, compile, examine
    from baocao.word.lacking import Lack, lacks
    from baocao.word.properties import title
    from baocao.word.reader import Document, read_document
    from baocao.word.render import Rendered, Template
    from baocao.word.stored import dumps, loads
    from baocao.word.values import FILTERS, Filters

__getattr__ = deferred(
    __name__,
    {
        'any_file': ('READABLE', 'AnyFile', 'read_any'),
        'comments': ('Comment', 'with_comments'),
        'compiler': ('Examined', 'compile', 'examine'),
        'lacking': ('Lack', 'lacks'),
        'properties': ('title',),
        'reader': ('Document', 'read_document'),
        'render': ('Rendered', 'Template'),
        'stored': ('dumps', 'loads'),
        'values': ('FILTERS', 'Filters'),
    },
)

__all__ = [
    'FILTERS',
    'READABLE',
    'AnyFile',
    'Comment',
    'Document',
    'Examined',
    'Filters',
    'Lack',
    'Rendered',
    'Template',
    'compile',
    'dumps',
    'examine',
    'lacks',
    'loads',
    'read_any',
    'read_document',
    'title',
    'with_comments',
]
