"""Sources -> models; pydantic errors -> findings with line and column."""

from baocao.loading.load import DRAFTED, HoSo, check, load, split_path
from baocao.loading.own_papers import entry_of
from baocao.loading.registers import number_key
from baocao.loading.task_papers import file_key

__all__ = ['DRAFTED', 'HoSo', 'check', 'entry_of', 'file_key', 'load', 'number_key', 'split_path']
