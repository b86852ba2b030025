"""Sources -> models; pydantic errors -> findings with line and column."""

from baocao.loading.load import DRAFTED, HoSo, check, load, split_path

__all__ = ['DRAFTED', 'HoSo', 'check', 'load', 'split_path']
