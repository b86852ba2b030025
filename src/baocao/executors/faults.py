"""Findings of a cluster that cannot be used, HT240 to HT246, HT256."""

from __future__ import annotations

from baocao.errors import Finding, Level, Span


def no_library(address: str) -> Finding:
    """The library is not installed here."""
    return _finding(
        'HT240',
        address,
        "Máy này chưa cài thư viện để soạn trên cụm máy (Dask).",
        "Cài thêm bằng lệnh: pip install 'baocao[cum]', hoặc bỏ tùy chọn --cum để soạn trên máy này.",
    )


def no_address(address: str) -> Finding:
    """It is not an address."""
    return _finding(
        'HT241',
        address,
        f"«{address}» không phải địa chỉ của bộ điều phối cụm máy.",
        "Viết địa chỉ kèm số cổng, ví dụ: --cum tcp://192.168.1.10:8786.",
    )


def unreachable(address: str, seconds: float) -> Finding:
    """Nobody answers there."""
    return _finding(
        'HT242',
        address,
        f"Không kết nối được với bộ điều phối cụm máy sau {seconds:g} giây.",
        "Kiểm tra địa chỉ, mạng, và xem lệnh «dask scheduler» có đang chạy ở máy đó không; "
        "hoặc bỏ tùy chọn --cum để soạn trên máy này.",
    )


def no_certificate(address: str) -> Finding:
    """The address asks for TLS, and this machine has no certificate, or not where it is told."""
    return _finding(
        'HT256',
        address,
        "Địa chỉ này dùng TLS nhưng máy này chưa khai báo chứng thư, hoặc không mở được tệp chứng thư.",
        "Đặt các biến môi trường DASK_DISTRIBUTED__COMM__TLS__CA_FILE, DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT và "
        "DASK_DISTRIBUTED__COMM__TLS__CLIENT__KEY là đường dẫn ba tệp chứng thư rồi chạy lại.",
    )


def no_worker(address: str) -> Finding:
    """The scheduler has no workers."""
    return _finding(
        'HT243',
        address,
        "Cụm máy không có máy nào nhận việc.",
        f"Chạy lệnh «dask worker {address}» ở ít nhất một máy rồi soạn lại.",
    )


def other_python(worker: str, found: str, own: str) -> Finding:
    """A worker has another Python, whose documents might differ."""
    return _finding(
        'HT244',
        worker,
        f"Máy này trong cụm dùng Python {found}, còn máy đang chạy lệnh dùng Python {own}; "
        "văn bản soạn ra có thể khác nhau.",
        f"Cài Python {own} trên máy đó rồi chạy lại lệnh «dask worker».",
    )


def other_program(worker: str, found: str, own: str) -> Finding:
    """A worker has another version of this program, or none (`found` empty)."""
    here = f"dùng baocao {found}" if found else "chưa cài baocao"
    return _finding(
        'HT245',
        worker,
        f"Trong cụm có máy {here}, còn máy đang chạy lệnh dùng baocao {own}.",
        f"Cài baocao {own} trên mọi máy trong cụm rồi chạy lại lệnh «dask worker».",
    )


def gone(address: str) -> Finding:
    """The scheduler was lost in the middle of the work."""
    return _finding(
        'HT246',
        address,
        "Đang soạn thì mất kết nối với bộ điều phối cụm máy.",
        "Kiểm tra cụm máy rồi chạy lại lệnh; các văn bản đã soạn xong được giữ nguyên.",
    )


def _finding(code: str, place: str, problem: str, remedy: str) -> Finding:
    return Finding(code, Level.CHAN, Span(place), problem, remedy)
