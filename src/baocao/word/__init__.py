"""The wall: Word files and the template language live behind these names."""

from baocao.word.compile import FILTERS, Examined, compile, examine
from baocao.word.lacks import Lack, lacks
from baocao.word.properties import title
from baocao.word.render import Rendered, Template

__all__ = ['FILTERS', 'Examined', 'Lack', 'Rendered', 'Template', 'compile', 'examine', 'lacks', 'title']
