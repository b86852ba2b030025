"""The page that a head of office opens: what became of the papers of a batch, in one file that needs nothing else."""

from baocao.html.document import page

__all__ = ['page']
