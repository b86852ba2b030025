"""baocao: drafts official Vietnamese Word documents from YAML data (Decree 30/2020/NĐ-CP)."""

__version__ = '0.1.0'
