"""Notices by e-mail."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import ExitStack
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from auditor.catalogs.notices.message import Notice
from auditor.catalogs.notices.places import NoticeError, Place
from auditor.model import Language, Text

TIMEOUT = 15.0
"""Seconds for connecting, and for each answer."""

NO_TLS = Text(
    "the mail server offers no encryption (STARTTLS); add tls=none to the address if that is meant.",
    "邮件服务器不支持加密（STARTTLS）；如确需明文发送，请在地址中添加 tls=none。",
)
REFUSED_LOGIN = Text("the mail server refused user or password.", "邮件服务器拒绝了用户名或密码。")


def send_mail(place: Place, notice: Notice, language: Language) -> None:
    """Send the notice as a mail of plain text. Raises NoticeError."""
    mail = mail_of(place, notice, language)
    try:
        with _connected(place) as server:
            if place.user and place.password:
                server.login(place.user, place.password)
            server.send_message(mail, from_addr=place.sender, to_addrs=list(place.receivers))
    except smtplib.SMTPAuthenticationError:
        raise NoticeError(REFUSED_LOGIN) from None
    except smtplib.SMTPRecipientsRefused as error:
        names = ", ".join(error.recipients)
        raise NoticeError(
            Text(f"the mail server refused the receivers ({names}).", f"邮件服务器拒绝了收件人（{names}）。")
        ) from None
    except smtplib.SMTPResponseException as error:
        raise NoticeError(
            Text(f"the mail server answered {error.smtp_code}.", f"邮件服务器返回 {error.smtp_code}。")
        ) from None
    except (smtplib.SMTPException, OSError, UnicodeError) as error:
        said = getattr(error, "strerror", None) or type(error).__name__
        raise NoticeError(
            Text(f"the mail server cannot be used ({said}).", f"无法使用邮件服务器（{said}）。")
        ) from None


def _connected(place: Place) -> smtplib.SMTP:
    """A connection, encrypted as the place asks."""
    if place.tls == "direct":
        return smtplib.SMTP_SSL(place.host, place.port, timeout=TIMEOUT, context=ssl.create_default_context())
    server = smtplib.SMTP(place.host, place.port, timeout=TIMEOUT)
    with ExitStack() as failing:
        failing.callback(server.close)
        if place.tls == "start":
            server.ehlo()
            if not server.has_extn("starttls"):
                raise NoticeError(NO_TLS)
            server.starttls(context=ssl.create_default_context())
        failing.pop_all()
    return server


def mail_of(place: Place, notice: Notice, language: Language) -> EmailMessage:
    """The mail itself."""
    mail = EmailMessage()
    mail["Subject"] = notice.title(language)
    mail["From"] = place.sender
    mail["To"] = ", ".join(place.receivers)
    mail["Date"] = formatdate(localtime=False)
    mail["Message-ID"] = make_msgid(domain=place.sender.rpartition("@")[2])
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content("\n".join((notice.title(language), "", *notice.lines(language), "")))
    return mail
