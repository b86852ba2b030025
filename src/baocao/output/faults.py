"""What goes wrong on the disk, said in Vietnamese, and what the shell is told about it."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Set
from pathlib import Path

from baocao.errors import ExitCode, Finding, Level, Span

IN_USE = 'HT201'
LEFT_ALONE = frozenset(('BN201', 'BN202', 'BN203', 'BN204', 'BN205', 'BN206', 'BN207', 'BN208'))
DISK = frozenset(('HT202', 'HT203', 'HT204', 'HT205', 'HT206', 'HT207', 'HT208', 'HT209', 'HT210', 'HT211'))

_FULL = (errno.ENOSPC, errno.EFBIG, getattr(errno, 'EDQUOT', errno.ENOSPC))
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
_GONE = (errno.ENOENT, getattr(errno, 'ESTALE', errno.ENOENT))
_NO_LOCKS = (errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL)


def exit_code(findings: Iterable[Finding]) -> ExitCode | None:
    """The exit code that findings of this room ask for; None where none of them is of this room.

    In use goes before disk, disk before an edited draft.
    """
    return exit_code_of({f.code for f in findings})


def exit_code_of(codes: Set[str]) -> ExitCode | None:
    """As `exit_code`, of the codes of findings."""
    if IN_USE in codes:
        return ExitCode.OUT_IN_USE
    if codes & DISK:
        return ExitCode.DISK
    return ExitCode.EDITED_DRAFT if codes & LEFT_ALONE else None


def in_use(root: Path) -> Finding:
    return Finding(
        IN_USE,
        Level.CHAN,
        Span(str(root)),
        "Một lệnh baocao khác đang ghi vào thư mục này.",
        "Chờ lệnh kia xong rồi chạy lại, hoặc chọn thư mục kết quả khác.",
    )


def lock_fault(error: OSError, root: Path) -> Finding:
    """The finding for a lock that cannot be taken, but not because another run holds it."""
    if error.errno in _NO_LOCKS:
        return Finding(
            'HT210',
            Level.CHAN,
            Span(str(root)),
            "Ổ đĩa chứa thư mục này không hỗ trợ khóa tệp, nên không ngăn được hai lệnh cùng ghi một lúc.",
            "Chọn thư mục kết quả trên ổ đĩa của máy, rồi chép kết quả sang sau.",
        )
    return disk_fault(error, root)


def bad_root(root: Path) -> Finding:
    return Finding(
        'HT204',
        Level.CHAN,
        Span(str(root)),
        "Đường dẫn này phải là một thư mục, nhưng trên đường dẫn có tệp hoặc liên kết hỏng.",
        "Đổi tên hoặc chuyển tệp, liên kết đó đi nơi khác, hoặc chọn thư mục kết quả khác.",
    )


def leaves_folder(place: str) -> Finding:
    return Finding(
        'HT208',
        Level.CHAN,
        Span(place.encode('utf-8', 'replace').decode()),
        "Tên tệp kết quả này trỏ ra ngoài thư mục kết quả hoặc không dùng được làm tên tệp.",
        "Đặt lại tên tệp: không có «..», không bắt đầu bằng «/» hay «.baocao», không có dấu «\\» và «:».",
    )


def disk_fault(error: OSError, path: Path) -> Finding:
    """The finding for an operation on `path` that the system refused."""
    code, problem, remedy = _words(error)
    blocked = error.filename2 or error.filename
    if code == 'HT206' and isinstance(blocked, (str, Path)):
        path = Path(blocked)
    return Finding(code, Level.CHAN, Span(str(path)), problem, remedy)


def _words(error: OSError) -> tuple[str, str, str]:
    number = error.errno
    name = errno.errorcode.get(number or 0, str(number))
    if number in _FULL:
        return (
            'HT202',
            f"Không đủ chỗ để ghi tệp này: ổ đĩa đã đầy hoặc đã chạm mức giới hạn ({name}).",
            "Dọn bớt ổ đĩa rồi chạy lại; tệp đã có vẫn nguyên vẹn.",
        )
    if number in _FORBIDDEN:
        return (
            'HT203',
            f"Không có quyền ghi vào nơi này ({name}).",
            "Kiểm tra quyền ghi của thư mục, hoặc chọn thư mục kết quả khác.",
        )
    if number in _GONE:
        return (
            'HT205',
            "Thư mục kết quả vừa bị xóa, đổi tên hoặc thay thế trong lúc chương trình đang chạy.",
            "Đưa thư mục về chỗ cũ nếu cần giữ kết quả trước, rồi chạy lại.",
        )
    if isinstance(error, (NotADirectoryError, IsADirectoryError, FileExistsError)) or number == errno.ELOOP:
        return (
            'HT206',
            "Chỗ này cần một thư mục hoặc tệp của chương trình, nhưng đã có tệp, thư mục hoặc liên kết khác.",
            "Đổi tên hoặc chuyển tệp, thư mục hay liên kết đó đi nơi khác rồi chạy lại.",
        )
    if number == errno.ENAMETOOLONG:
        return 'HT209', "Tên tệp hoặc đường dẫn này dài quá mức ổ đĩa cho phép.", "Đặt tên ngắn hơn."
    return (
        'HT207',
        f"Ổ đĩa báo lỗi khi đọc hoặc ghi ({name}).",
        "Kiểm tra ổ đĩa hoặc kết nối mạng tới ổ đĩa rồi chạy lại; tệp đã có vẫn nguyên vẹn.",
    )


_REASONS = {
    'BN201': (
        "Tệp này không còn đúng như chương trình đã ghi (đã có người sửa hoặc là tệp của người khác)",
        "So hai tệp; nếu không cần tệp cũ nữa thì xóa hoặc đổi tên tệp đó rồi chạy lại.",
    ),
    'BN202': (
        "Tệp này đang mở trong Word hoặc LibreOffice",
        "Đóng tệp rồi chạy lại; nếu không còn ai mở thì xóa tệp cùng tên có đầu «~$» hoặc «.~lock».",
    ),
    'BN203': (
        "Hệ thống không cho thay tệp này, thường vì tệp đang mở trong chương trình khác",
        "Đóng chương trình đang mở tệp rồi chạy lại.",
    ),
    'BN204': (
        "Tệp này đã được đặt chế độ chỉ đọc",
        "Bỏ chế độ chỉ đọc nếu muốn tệp được cập nhật, rồi chạy lại.",
    ),
    'BN205': (
        "Chỗ của tệp này là một thư mục, liên kết hoặc vật khác, không phải tệp",
        "Đổi tên hoặc chuyển vật đó đi nơi khác rồi chạy lại.",
    ),
    'BN206': (
        "Không đọc được tệp này nên không biết đã có người sửa hay chưa",
        "Kiểm tra quyền đọc và ổ đĩa rồi chạy lại.",
    ),
    'BN207': (
        "Tệp này vừa được lưu trong lúc chương trình đang chạy",
        "So hai tệp; nếu không cần tệp cũ nữa thì xóa hoặc đổi tên tệp đó rồi chạy lại.",
    ),
}


def left_alone(reason: str, path: Path, beside: Path) -> Finding:
    """The warning for a file that was left as it is; `beside` holds the new text. `reason` is its code."""
    problem, remedy = _REASONS[reason]
    return Finding(
        reason,
        Level.CANH_BAO,
        Span(str(path)),
        f"{problem}, nên được giữ nguyên; bản mới ở «{beside.name}».",
        remedy,
    )


def replaced(path: Path, copy: Path) -> Finding:
    """The warning for a person's file that the new text replaced, as was asked; `copy` keeps it."""
    return Finding(
        'BN230',
        Level.CANH_BAO,
        Span(str(path)),
        f"Tệp này đã có người sửa và đã được thay bằng bản mới theo yêu cầu; bản có người sửa giữ ở «{copy}».",
        "Cần lại chỗ sửa nào thì mở bản đã giữ để lấy; không cần nữa thì tự xóa, chương trình không xóa.",
    )


def no_commented_name(original: Path) -> Finding:
    return Finding(
        'BN221',
        Level.CHAN,
        Span(str(original)),
        "Không còn tên nào cho bản có nhận xét: các tên «.nhan-xet», «.nhan-xet-2»… đều đã có tệp.",
        "Dọn bớt các tệp «….nhan-xet….docx» rồi chạy lại.",
    )


def no_free_name(path: Path) -> Finding:
    return Finding(
        'HT211',
        Level.CHAN,
        Span(str(path)),
        "Tệp này đã có người sửa, và các tên «(bản mới)», «(bản mới 2)»… bên cạnh cũng đều có người dùng.",
        "Dọn bớt các tệp «(bản mới …)» rồi chạy lại.",
    )
