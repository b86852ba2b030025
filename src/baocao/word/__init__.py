"""The wall: Word files and the template language live behind these names."""

from baocao.word.compile import FILTERS, Examined, compile, examine
from baocao.word.render import Rendered, Template

__all__ = ['FILTERS', 'Examined', 'Rendered', 'Template', 'compile', 'examine']
