"""S/MIME: a person's certificate, checked over the bytes as received.

Whether a signature fits, and whether anybody vouches for who made it, are two things:
a stranger's certificate may name anybody. Nothing is fetched, so whether a certificate
was called back is not known here, and that is said.
"""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from asn1crypto import cms
from asn1crypto import pem
from asn1crypto import x509
from pyhanko.sign.general import CMSStructuralError
from pyhanko.sign.validation import generic_cms
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.errors import PathError

from ledger.domain.signatures import PersonalSignature
from ledger.domain.signatures import Reason
from ledger.domain.signatures import Result
from ledger.domain.signatures import Signer
from ledger.domain.signatures import Signs
from ledger.formats.authentic.entities import Signed

MAIL_USE = KeyUsageConstraints(
    key_usage={"digital_signature", "non_repudiation"},
    match_all_key_usages=False,
    extd_key_usage={"email_protection"},
    explicit_extd_key_usage_required=False,
)
BROKEN = (
    SignatureValidationError,
    CMSStructuralError,
    PathError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    NotImplementedError,
)


def check(
    signed: Signed, senders: Sequence[str], roots: Sequence[bytes], at: datetime
) -> PersonalSignature:
    """Return what an S/MIME signature is worth."""
    der = signed.signature or signed.content
    try:
        info = cms.ContentInfo.load(_der(der))
        if info["content_type"].native != "signed_data":
            return _unchecked(signed, str(info["content_type"].native))
        status = _validated(signed, info["content"], _roots(roots), at)
        return _told(signed, status, senders)
    except BROKEN as error:
        reason = ("malformed", str(error)[:200])
        return PersonalSignature(
            form=Signs.SMIME,
            result=Result.FAIL,
            reasons=(reason,),
            partial=signed.partial,
        )


def _der(data: bytes) -> bytes:
    return pem.unarmor(data)[2] if pem.detect(data) else data


def _roots(files: Sequence[bytes]) -> list[x509.Certificate]:
    """Return the certificates of some files; one that is none is passed over."""
    found = []
    for data in files:
        try:
            listed = (
                [der for _kind, _head, der in pem.unarmor(data, multiple=True)]
                if pem.detect(data)
                else [data]
            )
            found += [x509.Certificate.load(der) for der in listed]
            for each in found:
                _ = each.sha256, each.subject.native
        except ValueError:
            continue
    return found


def _validated(
    signed: Signed, data: Any, roots: list[x509.Certificate], at: datetime
) -> Any:
    context = ValidationContext(
        trust_roots=roots,
        moment=at,
        best_signature_time=at,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
    if signed.signature:
        return asyncio.run(
            generic_cms.async_validate_detached_cms(
                signed.content,
                data,
                signer_validation_context=context,
                key_usage_settings=MAIL_USE,
            )
        )
    return asyncio.run(
        generic_cms.async_validate_cms_signature(
            data, validation_context=context, key_usage_settings=MAIL_USE
        )
    )


def _told(signed: Signed, status: Any, senders: Sequence[str]) -> PersonalSignature:
    certificate = status.signing_cert
    addresses = tuple(_addresses(certificate))
    holds = bool(status.intact and status.valid)
    reasons: list[Reason] = [] if holds else [("changed", "")]
    signer = Signer.UNKNOWN
    if not senders or not set(senders) <= set(addresses):
        reasons.append(("other-address", ", ".join(addresses)))
        signer = Signer.OTHER if status.trusted else Signer.UNKNOWN
    elif status.trusted:
        signer = Signer.TRUSTED
    if holds and not status.trusted:
        reasons.append(("nobody-vouches", _problem(status)))
    if holds:
        reasons.append(("not-called-back", "unknown"))
    path = status.validation_path
    when = getattr(status, "signer_reported_dt", None)
    return PersonalSignature(
        form=Signs.SMIME,
        result=Result.PASS if holds else Result.FAIL,
        reasons=tuple(reasons),
        signer=signer,
        name=_name(certificate),
        addresses=addresses,
        issuer=certificate.issuer.human_friendly,
        fingerprint=certificate.sha256.hex(),
        serial=format(certificate.serial_number, "x"),
        signed_at=when.isoformat() if when else "",
        valid_from=certificate.not_valid_before.isoformat(),
        valid_until=certificate.not_valid_after.isoformat(),
        algorithm=f"{status.pkcs7_signature_mechanism}, {status.md_algorithm}",
        partial=signed.partial,
        root=path.first.sha256.hex() if path is not None else "",
    )


def _problem(status: Any) -> str:
    found = status.trust_problem_indic
    return str(found.standard_name if hasattr(found, "standard_name") else found or "")


def _name(certificate: x509.Certificate) -> str:
    native = certificate.subject.native
    name = native.get("common_name") or certificate.subject.human_friendly
    return name if isinstance(name, str) else str(name[0])


def _addresses(certificate: x509.Certificate) -> list[str]:
    """Return the addresses that a certificate names, in lower case."""
    found = [
        str(name.native).lower()
        for name in certificate.subject_alt_name_value or []
        if name.name == "rfc822_name"
    ]
    value = certificate.subject.native.get("email_address")
    listed = value if isinstance(value, list) else [value]
    found += [str(each).lower() for each in listed if each]
    return list(dict.fromkeys(found))


def _unchecked(signed: Signed, kind: str) -> PersonalSignature:
    code = "encrypted" if kind == "enveloped_data" else "not-understood"
    return PersonalSignature(
        form=Signs.SMIME,
        result=Result.NOT_CHECKED,
        reasons=((code, kind),),
        partial=signed.partial,
    )
