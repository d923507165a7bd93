"""What a file is, told by its content, and the refusals that keep a hostile or unusable file from the parsers."""

from __future__ import annotations

import os
import stat
from typing import Literal

from auditor.feed.ole import Ole, OleError
from auditor.feed.places import is_url, read_url
from auditor.model import FeedError, Text

FILE_LIMIT = 1 << 30
"""Bytes a file may have."""
CELL_LIMIT = 60_000_000
"""Cells of one sheet: filled ones, and rows times well-filled columns."""
COLUMN_LIMIT = 16_384
ROW_LIMIT = 1_048_576

Content = Literal["ooxml", "ods", "xls", "html", "spreadsheetml", "text"]
"""What the content is: ``ooxml`` is xlsx or xlsm, ``spreadsheetml`` the XML of Excel 2003."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "a PDF document", "PDF 文档"),
    (b"\x89PNG", "an image", "图片"),
    (b"\xff\xd8\xff", "an image", "图片"),
    (b"GIF8", "an image", "图片"),
    (b"BM", "an image", "图片"),
    (b"II*\0", "an image", "图片"),
    (b"MM\0*", "an image", "图片"),
    (b"RIFF", "an image, a sound or a film", "图片或音视频"),
    (b"{\\rtf", "a word-processor document", "文字处理文档"),
    (b"\x1f\x8b", "a compressed archive", "压缩包"),
    (b"7z\xbc\xaf", "a compressed archive", "压缩包"),
    (b"Rar!", "a compressed archive", "压缩包"),
    (b"BZh", "a compressed archive", "压缩包"),
    (b"\xfd7zXZ", "a compressed archive", "压缩包"),
    (b"\x28\xb5\x2f\xfd", "a compressed archive", "压缩包"),
    (b"SQLite format 3", "a database", "数据库文件"),
    (b"PAR1", "a Parquet file", "Parquet 文件"),
    (b"\x7fELF", "a program", "程序文件"),
    (b"MZ\x90", "a program", "程序文件"),
)
_HTML = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<style", b"<head", b"<body", b"<div")
_BARE_BIFF = (b"\x09\x08\x08\0", b"\x09\x08\x10\0", b"\x09\0\4\0", b"\x09\2\6\0", b"\x09\4\6\0")
"""Workbooks from before compound files begin with the record that opens a sheet."""
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def refuse(en: str, zh: str, **arguments: object) -> FeedError:
    """The error to raise for a file that cannot be audited; both sentences take the same ``arguments``."""
    return FeedError(Text(en, zh).format(**arguments))


def load(path: str | os.PathLike[str]) -> bytes:
    """The bytes of a regular file (or at an address) of at most FILE_LIMIT bytes; FeedError where there is none."""
    try:
        if is_url(path):
            data = read_url(os.fspath(path), FILE_LIMIT)
            _check_size(len(data))
        else:
            _check_place(path)
            with open(path, "rb") as file:
                data = file.read(FILE_LIMIT + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise refuse(
            "There is no such file; check the name and the folder.",
            "找不到该文件；请检查文件名和所在文件夹。",
        ) from None
    except PermissionError:
        raise refuse(
            "The file may not be read; close it in other programs or ask for access to it.",
            "没有读取该文件的权限；请在其他程序中关闭它，或获取访问权限。",
        ) from None
    except (OSError, ValueError) as problem:
        raise refuse(
            "The file cannot be read ({why}); copy it to another folder and try again.",
            "无法读取该文件（{why}）；请复制到其他文件夹后重试。",
            why=getattr(problem, "strerror", None) or type(problem).__name__,
        ) from None
    if not data:
        raise empty()
    return data


def _check_place(path: str | os.PathLike[str]) -> None:
    """Refuse folders, pipes and files beyond FILE_LIMIT; OSError and ValueError as the system raises them."""
    status = os.stat(path)
    if stat.S_ISDIR(status.st_mode):
        raise refuse(
            "This is a folder, not a file; name the file to audit.",
            "这是文件夹，不是文件；请指定要检查的文件。",
        )
    if not stat.S_ISREG(status.st_mode):
        raise refuse(
            "This is not an ordinary file; save the feed to disk and name that file.",
            "这不是普通文件；请先把数据表保存到磁盘，再指定该文件。",
        )
    _check_size(status.st_size)


def _check_size(size: int) -> None:
    if size > FILE_LIMIT:
        raise refuse(
            "The file has {size:,} MB, more than the {limit:,} MB that can be audited; split it into parts.",
            "文件大小为 {size:,} MB，超过可检查的 {limit:,} MB；请拆分成几个文件。",
            size=size >> 20,
            limit=FILE_LIMIT >> 20,
        )


def empty() -> FeedError:
    """The refusal of a file without content."""
    return refuse("The file is empty; export or save the feed again.", "文件是空的；请重新导出或保存数据表。")


def sniff(data: bytes) -> Content:
    """What ``data`` is; FeedError where it is nothing that can be audited."""
    head = data[:8192]
    if head.startswith(_OLE):
        return _sniff_ole(data)
    if head.startswith((b"PK\3\4", b"PK\5\6", b"PK\7\x08")):
        return "ooxml"
    for magic, en, zh in _FOREIGN:
        if head.startswith(magic) and (len(magic) > 2 or b"\0" in head):
            raise _foreign(en, zh)
    if head[:4] in _BARE_BIFF:
        raise old_excel()
    start = _plain_start(head)
    if start.startswith(b"<?xml") and b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        return "spreadsheetml"
    if start.startswith(_HTML) or (start.startswith((b"<!--", b"<?xml")) and b"<table" in start):
        return "html"
    if start.startswith((b"<?xml", b"<!doctype")):
        raise _foreign("an XML document", "XML 文档")
    if start.startswith(b"id;p") and b"\n" in start:
        raise _foreign("a SYLK sheet", "SYLK 表格")
    if _looks_binary(head):
        raise _foreign("not text and not a workbook", "既不是文本也不是工作簿的二进制文件")
    return "text"


def _plain_start(head: bytes) -> bytes:
    """The first letters, lower case, without BOM, blanks and the zero bytes of UTF-16."""
    if head.startswith(_BOMS[1:]):
        head = head[2:].replace(b"\0", b"")
    return head.removeprefix(_BOMS[0]).lstrip().lower()


def _looks_binary(head: bytes) -> bool:
    """More than one control character in twenty, in a file without the pattern of UTF-16 or UTF-32."""
    if head.startswith(_BOMS[1:]) or head[:4] == b"\0\0\xfe\xff":
        return False
    zeros = head.count(0)
    if zeros and max(head[0::2].count(0), head[1::2].count(0)) >= 0.9 * zeros and zeros > len(head) // 5:
        return False
    controls = sum(head.count(code) for code in (*range(1, 9), *range(14, 26), *range(28, 32), 127))
    return controls > len(head) / 20 or zeros > len(head) / 4


def _sniff_ole(data: bytes) -> Content:
    try:
        names = Ole(data).names
    except OleError:
        raise damaged() from None
    if "encryptedpackage" in names or "encryptioninfo" in names:
        raise locked()
    if "workbook" in names:
        return "xls"
    if "book" in names:
        raise old_excel()
    raise _foreign("a document of another Office program", "其他 Office 程序的文档")


def locked() -> FeedError:
    """The refusal of a workbook that opens with a password only."""
    return refuse(
        "The workbook is protected with a password; open it, remove the password and save it again.",
        "工作簿设有打开密码；请打开后取消密码，再重新保存。",
    )


def old_excel() -> FeedError:
    """The refusal of workbooks from before Excel 97."""
    return refuse(
        "The workbook has the format of Excel 95 or older; open it and save it as .xlsx.",
        "工作簿是 Excel 95 或更早的格式；请打开后另存为 .xlsx。",
    )


def damaged(what_en: str = "its content cannot be read", what_zh: str = "内容无法读取") -> FeedError:
    """The refusal of a workbook that is broken: ``what`` says where."""
    return refuse(
        "The workbook is damaged ({what}); open it in a spreadsheet program and save it again.",
        "工作簿已损坏（{what}）；请在表格软件中打开并重新保存。",
        what=Text(what_en, what_zh),
    )


def unsafe(what_en: str, what_zh: str) -> FeedError:
    """The refusal of a workbook built in a way no spreadsheet program builds one."""
    return refuse(
        "The workbook is not safe to open ({what}); save it anew from a spreadsheet program.",
        "打开该工作簿不安全（{what}）；请用表格软件重新保存一份。",
        what=Text(what_en, what_zh),
    )


def too_many_cells(sheet: str) -> FeedError:
    """The refusal of a table that would not fit into memory."""
    return refuse(
        "The table{sheet} has too many cells (more than {limit:,}); delete stray cells far from the data, or"
        " split the file.",
        "表格{sheet}的单元格过多（超过 {limit:,} 个）；请删除远离数据区的多余单元格，或拆分文件。",
        sheet=Text(f" “{sheet}”", f"“{sheet}”") if sheet else "",
        limit=CELL_LIMIT,
    )


def _foreign(en: str, zh: str) -> FeedError:
    return refuse(
        "The file is {what}, not a feed; export the feed as .xlsx, .csv or tab-delimited .txt.",
        "该文件是{what}，不是数据表；请把数据表导出为 .xlsx、.csv 或制表符分隔的 .txt。",
        what=Text(en, zh),
    )
