"""Prose: what checks read, made alike from a View, a Word file or plain text."""

from baocao.prose.composed import composed
from baocao.prose.model import Cell, Kind, Passage, Prose, Where, leading_sign, sentences
from baocao.prose.plain import read_plain

__all__ = ['Cell', 'Kind', 'Passage', 'Prose', 'Where', 'composed', 'leading_sign', 'read_plain', 'sentences']
