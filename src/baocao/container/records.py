"""The records of a zip: local headers, directory, end (PKWARE APPNOTE 6.3.3, 4.3)."""

from __future__ import annotations

import struct

LOCAL = struct.Struct('<4s5H3I2H')
CENTRAL = struct.Struct('<4s6H3I5H2I')
END = struct.Struct('<4s4H2IH')
LOCAL_MARK, CENTRAL_MARK, END_MARK = b'PK\x03\x04', b'PK\x01\x02', b'PK\x05\x06'
STORED, DEFLATED = 0, 8
UTF8 = 0x0800
