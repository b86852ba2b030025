"""The command line: arguments -> one call -> report -> exit code."""

from baocao.cli.main import main

__all__ = ['main']
