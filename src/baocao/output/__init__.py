"""Safe saving: whole files or none, a person's work never touched, one run at a time, names fit for all."""

from baocao.output.faults import DISK, IN_USE, LEFT_ALONE, disk_fault, exit_code, exit_code_of
from baocao.output.fresh import make_folder_for, put_commented, put_new
from baocao.output.journal import Journal
from baocao.output.names import COMMENTED, output_name, plan_names, root_folders, signing_name
from baocao.output.outcome import Item, Saved, Status
from baocao.output.rewrite import renew, rewrite
from baocao.output.save import STATE, OutputFolder

__all__ = [
    'COMMENTED',
    'DISK',
    'IN_USE',
    'LEFT_ALONE',
    'STATE',
    'Item',
    'Journal',
    'OutputFolder',
    'Saved',
    'Status',
    'disk_fault',
    'exit_code',
    'exit_code_of',
    'make_folder_for',
    'output_name',
    'plan_names',
    'put_commented',
    'put_new',
    'renew',
    'rewrite',
    'root_folders',
    'signing_name',
]
