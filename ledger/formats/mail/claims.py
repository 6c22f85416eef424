"""The paragraphs with which a firm ends each of its mails: nobody's answer.

Where a signature stands above, a word such as "confidential" tells them. Without one
only a formula does that nobody says himself: what to do with a mail that was sent to
somebody else, and whether to print it. "This is confidential" stays the sender's own.
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from ledger.formats.mail.lines import Line

CLAIM = re.compile(
    r"(?i)confidential|privileged|intended (?:recipient|only)|конфиденциальн|поверител"
    r"|confidențial|confidenţial|vertraulich|confidentiel|disclaimer|riservat|poufn"
    r"|vertrouwelijk|considera[- ]?(?:te|mus)? the environment|think before you print"
)
FORMULA = re.compile(
    r"(?i)not (?:the|an) (?:intended|named) (?:recipient|addressee)"
    r"|intended (?:only|solely) for (?:the )?(?:use of )?(?:the )?(?:named )?"
    r"(?:individual|addressee|recipient|person)"
    r"|(?:received|receive) (?:this|it)\b.{0,40}(?:in error|by mistake)"
    r"|may contain (?:\w+ ){0,2}(?:confidential|privileged)"
    r"|consider the environment before|think before you print"
    r"|nicht der (?:richtige|beabsichtigte|vorgesehene|genannte) (?:adressat|empfänger)"
    r"|diese (?:e-?mail|nachricht) irrtümlich|n['’]êtes pas le destinataire"
    r"|reçu ce (?:message|courriel) par erreur"
    r"|не являетесь (?:\w+ )?(?:адресатом|получателем)"
    r"|получили (?:это|данное) (?:письмо|сообщение) по ошибке"
    r"|nu sunteți destinatarul|primit acest (?:mesaj|e-?mail) din (?:eroare|greșeală)"
    r"|не сте (?:адресатът|получателят|неговият получател)"
    r"|получили (?:това )?(?:писмо|съобщение) по (?:по)?грешка"
    r"|не є (?:адресатом|одержувачем|отримувачем)|no es el destinatario"
    r"|non (?:è|siete) il destinatario|nie jest(?:eś|e[sś]cie)? adresatem"
)

MOST = 40
NEAR = 4


def below_signature(lines: Sequence[Line], top: int, last: int) -> int:
    """Return where such paragraphs begin, if a signature may stand above them."""
    for number in range(max(top + 1, last - MOST), last):
        if not lines[number - 1].empty or lines[number].empty:
            continue
        near = takewhile(lambda line: line.said, lines[number : number + NEAR])
        if any(CLAIM.search(each.said) for each in near):
            return _without_empty(lines, top, number)
    return last


def alone(lines: Sequence[Line], top: int, last: int) -> int | None:
    """Return where the last paragraphs begin that a formula tells, below own words."""
    found = None
    end = _without_empty(lines, top, last)
    while end > top and last - end <= MOST:
        begin = end
        while begin > top and not lines[begin - 1].empty:
            begin -= 1
        said = " ".join(line.said for line in lines[begin:end])
        heads = found is not None and said.isupper() and CLAIM.search(said)
        if begin == top or not (heads or FORMULA.search(said)):
            break
        found = begin
        end = _without_empty(lines, top, begin)
    return found


def _without_empty(lines: Sequence[Line], top: int, end: int) -> int:
    while end > top and lines[end - 1].empty:
        end -= 1
    return end
