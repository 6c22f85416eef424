"""Say a mail as its program shows it: wrapped, signed, with what it answers below."""

from html import escape
from textwrap import fill

from ledger.samples.charsets import kept
from ledger.samples.story import Mail
from ledger.samples.story import Quote
from ledger.samples.story import Story

WIDTH = 76

WROTE = {
    "en": "On {day} at {hour}, {name} wrote:",
    "ru": "{day} в {hour}, {name} пишет:",
    "ro": "Pe {day}, la {hour}, {name} a scris:",
    "bg": "На {day} в {hour} {name} написа:",
}
"""How a program leads in what was quoted, in the language of its user."""

HEADS = {
    "en": ("Original Message", "From", "Sent", "To", "Subject"),
    "ru": ("Исходное сообщение", "От", "Отправлено", "Кому", "Тема"),
    "ro": ("Mesaj original", "De la", "Trimis", "Către", "Subiect"),
    "bg": ("Оригинално съобщение", "От", "Изпратено", "До", "Относно"),
}
"""The small head over a mail that is repeated without marks."""


def plain(story: Story, mail: Mail) -> str:
    """Return the text of the mail, the quotation included."""
    own = _wrapped(f"{mail.text}\n\n{mail.sender.signature}")
    if mail.quote is Quote.NONE:
        return f"{own}\n"
    parent = story.mail(mail.answers)
    quoted = _quoted(plain(story, parent), parent, mail).rstrip("\n")
    if mail.quote is Quote.MARKS:
        quoted = "\n".join(_marked(line) for line in quoted.split("\n"))
    return f"{own}\n\n{_lead(story, mail)}\n{quoted}\n"


def html(story: Story, mail: Mail) -> str:
    """Return the same as a small HTML page."""
    return f"<html><body>\n{_inner(story, mail)}</body></html>\n"


def _inner(story: Story, mail: Mail) -> str:
    own = _paragraphs(f"{mail.text}\n\n{mail.sender.signature}")
    if mail.quote is Quote.NONE:
        return own
    lead = escape(_lead(story, mail)).strip().replace("\n", "<br>\n")
    parent = story.mail(mail.answers)
    quoted = _quoted(_inner(story, parent), parent, mail)
    return f'{own}<div>{lead}</div>\n<blockquote type="cite">\n{quoted}</blockquote>\n'


def _lead(story: Story, mail: Mail) -> str:
    parent = story.mail(mail.answers)
    day = parent.sent_at.strftime("%d.%m.%Y")
    hour = parent.sent_at.strftime("%H:%M")
    if mail.quote is Quote.MARKS:
        lead = WROTE[mail.language]
        return lead.format(day=day, hour=hour, name=parent.sender.name)
    title, sender, sent, to, subject = HEADS[mail.language]
    receivers = "; ".join(person.name for person in parent.to)
    return (
        f"-----{title}-----\n"
        f"{sender}: {parent.sender.name} <{parent.address}>\n"
        f"{sent}: {day} {hour}\n"
        f"{to}: {receivers}\n"
        f"{subject}: {parent.subject}\n"
    )


def _quoted(quoted: str, parent: Mail, mail: Mail) -> str:
    """Return a message as it came to who quotes it, and as that one left it."""
    quoted = kept(quoted, parent.charset)
    for was, made in mail.altered:
        quoted = quoted.replace(was, made)
    return quoted


def _marked(line: str) -> str:
    return f">{line}" if line.startswith(">") else f"> {line}".rstrip()


def _wrapped(text: str) -> str:
    return "\n".join(_wrapped_line(line) for line in text.split("\n"))


def _wrapped_line(line: str) -> str:
    if len(line) <= WIDTH or line.startswith(">"):
        return line
    return fill(line, WIDTH, break_long_words=False, break_on_hyphens=False)


def _paragraphs(text: str) -> str:
    return "".join(
        f"<p>{escape(paragraph)}</p>\n".replace("\n", "<br>\n").replace(
            "</p><br>", "</p>"
        )
        for paragraph in text.split("\n\n")
    )
