"""Hundreds of papers in one run: found, skipped where nothing changed, drafted by workers, saved by one, told in one page."""

from baocao.batch.run import LINES, PAGE, Batch, Options

__all__ = ['LINES', 'PAGE', 'Batch', 'Options']
