"""The wall: Word files and the template language live behind these names."""

from baocao.word.compile import FILTERS, compile
from baocao.word.render import Rendered, Template

__all__ = ['FILTERS', 'Rendered', 'Template', 'compile']
