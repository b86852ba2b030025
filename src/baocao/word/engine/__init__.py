"""docxtpl's dialect, compiled once."""

from baocao.word.engine.compiled import Compiled, compile

__all__ = ['Compiled', 'compile']
