"""One YAML file, read strictly: every scalar is text, everything has its place, every trap is said."""

from baocao.source.decode import SIZE_CAP
from baocao.source.mend import Change, Mended, mend
from baocao.source.nodes import Mapping, Node, Scalar, Sequence, Value
from baocao.source.reader import Source, read

__all__ = [
    'SIZE_CAP',
    'Change',
    'Mapping',
    'Mended',
    'Node',
    'Scalar',
    'Sequence',
    'Source',
    'Value',
    'mend',
    'read',
]
