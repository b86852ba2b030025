"""Models -> JSON Schema of the data files, which lets an editor suggest and check what a clerk types."""

from baocao.schema.whole import schema, text, write

__all__ = ['schema', 'text', 'write']
