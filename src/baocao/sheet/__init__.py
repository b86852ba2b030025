"""Spreadsheets (.xlsx) as people see them: the texts of a range, its merged cells, what is doubtful in it."""

from baocao.sheet.model import Align, Cell, Sheet, place_of
from baocao.sheet.package import MAX_FILE, too_large
from baocao.sheet.read import AREA, SHEET, read

__all__ = ['AREA', 'MAX_FILE', 'SHEET', 'Align', 'Cell', 'Sheet', 'place_of', 'read', 'too_large']
