"""The wall: Word files and the template language live behind these names."""

from baocao.word.any_file import READABLE, AnyFile, read_any
from baocao.word.comments import Comment, with_comments
from baocao.word.compile import FILTERS, Examined, compile, examine
from baocao.word.lacks import Lack, lacks
from baocao.word.properties import title
from baocao.word.reader import Document, read_document
from baocao.word.render import Rendered, Template

__all__ = [
    'FILTERS',
    'READABLE',
    'AnyFile',
    'Comment',
    'Document',
    'Examined',
    'Lack',
    'Rendered',
    'Template',
    'compile',
    'examine',
    'lacks',
    'read_any',
    'read_document',
    'title',
    'with_comments',
]
