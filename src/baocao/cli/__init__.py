"""The command line: arguments -> one call -> report -> exit code."""

from baocao.cli.main import main, program

__all__ = ['main', 'program']
