"""What became of a paper that its worker could not finish, as a finding."""

from __future__ import annotations

from collections.abc import Mapping

from baocao import bug_log
from baocao.errors import Finding, Level, Span
from baocao.executors import Failure, Kind

_ALONE = (
    "Soạn riêng tệp này bằng «baocao soan» để xem kỹ; nếu vẫn vậy thì gửi tệp dữ liệu cho người phụ trách."
)

#: code, what is wrong, how to mend it, by the kind of the failure
_WORDS: Mapping[Kind, tuple[str, str, str]] = {
    Kind.HUNG: (
        "HT250",
        "Soạn văn bản này quá lâu ({detail}) nên đã dừng, sau một lần thử lại; các văn bản khác không bị ảnh hưởng.",
        "Chia văn bản nếu nó rất lớn, hoặc cho thêm thời gian bằng --gioi-han, ví dụ: --gioi-han 60.",
    ),
    Kind.CRASHED: (
        "HT251",
        "Văn bản này làm tiến trình soạn bị sập ({detail}), sau một lần thử lại; các văn bản khác không bị ảnh hưởng.",
        _ALONE,
    ),
    Kind.MEMORY: (
        "HT252",
        "Soạn văn bản này cần quá nhiều bộ nhớ nên đã dừng; các văn bản khác không bị ảnh hưởng.",
        "Chia văn bản thành nhiều tệp nhỏ hơn.",
    ),
    Kind.LOST: (
        "HT253",
        "Máy trong cụm đang soạn văn bản này đã mất nhiều lần ({detail}).",
        "Kiểm tra các máy trong cụm rồi chạy lại; các văn bản đã soạn xong được giữ nguyên.",
    ),
}


def told(failure: Failure, paper: str) -> Finding:
    """The finding of a paper whose worker hung, crashed, or had a fault of our own (its traceback goes to a file)."""
    if failure.kind is Kind.BUG:
        problem = "Chương trình gặp lỗi của chính nó khi soạn văn bản này, không phải lỗi dữ liệu."
        return Finding("HT254", Level.CHAN, Span(paper), problem, _kept(failure.detail))
    code, problem, remedy = _WORDS[failure.kind]
    said = problem.format(detail=failure.detail).replace(" ()", "")
    return Finding(code, Level.CHAN, Span(paper), said, remedy)


def _kept(trace: str) -> str:
    """What to do with the traceback, which is put into a file."""
    log = bug_log.keep(trace)
    return f"Gửi tệp {log} cho người phụ trách." if log else "Báo cho người phụ trách."
