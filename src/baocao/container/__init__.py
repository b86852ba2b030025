"""The zip around an Office file: reading one that nobody vouches for, writing one with the same bytes every time."""

from baocao.container.deflating import DEFLATERS, Deflater, Packed, deflate, standard
from baocao.container.foreign import OLE_MARK, RTF, head_of, is_encrypted, kind_of
from baocao.container.packing import pack
from baocao.container.reading import MAX_FILE, MAX_MEMBERS, MIB, Office, shown, unpack

__all__ = [
    'DEFLATERS',
    'MAX_FILE',
    'MAX_MEMBERS',
    'MIB',
    'OLE_MARK',
    'RTF',
    'Deflater',
    'Office',
    'Packed',
    'deflate',
    'head_of',
    'is_encrypted',
    'kind_of',
    'pack',
    'shown',
    'standard',
    'unpack',
]
