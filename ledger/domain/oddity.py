"""Oddities that a reader of files can note, each in a sentence for people."""

from collections.abc import Iterable

from ledger.domain.sentence import said
from ledger.domain.sentence import to_say

_WORDS = {
    "alternatives-differ": to_say(
        "It was sent in two forms that do not say the same: the plain text is "
        "read and searched here; look at the other view too, it may be what was "
        "seen."
    ),
    "answers-elsewhere": to_say(
        "Answers to it go to another domain than that of its sender."
    ),
    "attachment-elsewhere": to_say(
        "It points to files that are not in it; they were left where they were."
    ),
    "bad-base64": to_say(
        "A part of it is not encoded as it says; it was read as well as could be."
    ),
    "bad-quoted-printable": to_say(
        "A part of it is not encoded as it says; it was read as well as could be."
    ),
    "bad-uuencode": to_say(
        "A part of it is not encoded as it says; it was read as well as could be."
    ),
    "bare-cr": to_say(
        "Its head has bare carriage returns; mail programs may read it differently."
    ),
    "changes-untold": to_say(
        "It has more changes than are marked here; what was deleted still stands "
        "between [- and -]."
    ),
    "charset-guessed": to_say(
        "It does not say in which character set it is written; the set was "
        "guessed, and some letters may be wrong."
    ),
    "cut-off": to_say(
        "The file is cut off or lost its list of parts; what could still be found"
        " in it was read."
    ),
    "damaged-page": to_say("A page of it is damaged and was not read."),
    "damaged-part": to_say(
        "A part of it is damaged; what stands behind the damage is missing here."
    ),
    "date-impossible": to_say(
        "The date that it claims cannot be: it is sorted by when it was received."
    ),
    "date-without-zone": to_say(
        "The date that it claims names no time zone, so it says no moment; it is "
        "sorted by another time that is known."
    ),
    "doubled-part": to_say(
        "A part of it is there twice under one name; programs may show either."
    ),
    "duplicate-header": to_say(
        "A line of its head that may stand once stands twice; mail programs may "
        "show another sender, subject or date."
    ),
    "encrypted": to_say("It is protected, wholly or in part, by encryption."),
    "formula-without-value": to_say(
        "A formula in it was never computed by the program that wrote it; the "
        "formula itself stands in its place."
    ),
    "head-without-end": to_say("Its head has no end."),
    "header-block-too-long": to_say(
        "Its head is too long; only the beginning was read."
    ),
    "header-too-long": to_say(
        "A line of its head is too long; only the beginning was read."
    ),
    "hidden-cells": to_say(
        "It has rows, columns or cells that programs do not show; they are here, "
        "and marked."
    ),
    "hidden-sheet": to_say(
        "It has a sheet that programs do not show; it is here, and marked."
    ),
    "hidden-slide": to_say(
        "It has a slide that is passed over when it is shown; it is here, and marked."
    ),
    "hidden-text": to_say(
        "It holds words that programs do not show; they are here, and marked."
    ),
    "html-too-large": to_say("Its HTML is too large to be read as a whole."),
    "impossible-date": to_say(
        "The year that it claims cannot be; it is sorted by another time that is known."
    ),
    "links-skipped": to_say(
        "It holds links to files elsewhere; they were not followed."
    ),
    "locked-parts": to_say("Some of what is in it needs a password to be opened."),
    "looks-untold": to_say(
        "This older form does not tell here which comments it has, which rows it "
        "hides, and how its numbers look; the numbers stand as they are stored."
    ),
    "macros": to_say("It holds a program (macros); nothing of it was run."),
    "members-left": to_say(
        "Some of what is in it could not be taken out; the receipt says what, and why."
    ),
    "members-too-large": to_say(
        "Some of the files in it are too large and were not taken out of it."
    ),
    "messages-too-large": to_say(
        "Some of its messages are too large and were not taken out of it."
    ),
    "moving-picture": to_say("It moves; only its first picture is shown here."),
    "named-as-another": to_say(
        "The name of its sender holds an address that is not the one behind it; "
        "mail programs may show the name alone."
    ),
    "names-lead-astray": to_say(
        "It names files by paths that lead out of it, or with signs that are not "
        "seen; nothing was written to them."
    ),
    "never-sent": to_say("It was never sent: it is a draft."),
    "no-boundary": to_say(
        "It says that it has parts, but not where they begin; it is shown as one."
    ),
    "no-date": to_say("It does not say when it was sent."),
    "no-sender": to_say("It does not say who sent it."),
    "no-text": to_say(
        "It has no text, only pictures of pages; no words were found in these."
    ),
    "nul-in-head": to_say(
        "Its head has zero bytes; mail programs may read it differently."
    ),
    "out-of-order": to_say(
        "It stands behind a message of a later day: perhaps a piece of another "
        "chat that was pasted into the message before."
    ),
    "own-entities": to_say(
        "It defines words of its own to be put in by the program that reads it; "
        "they were left as they are written."
    ),
    "packed-otherwise": to_say(
        "Some of the files in it are packed by a method that cannot be undone here."
    ),
    "pages-not-recognised": to_say(
        "The words of some pages could not be recognised; the pages are shown as "
        "they are."
    ),
    "pages-unread": to_say(
        "It has more pages than are read; the words of the last ones cannot be found."
    ),
    "remote-parts": to_say(
        "It asks programs to fetch something from elsewhere; nothing was fetched."
    ),
    "several-boundaries": to_say(
        "It says in two ways where its parts begin; mail programs may show other parts."
    ),
    "several-senders": to_say(
        "It names several senders; mail programs may show either."
    ),
    "text-after-parts": to_say(
        "Words stand behind its last part, where mail programs do not show them."
    ),
    "text-cut": to_say("It is longer than can be read; the end is missing here."),
    "too-many-headers": to_say(
        "Its head has too many lines; only the first were read."
    ),
    "too-many-levels": to_say(
        "Its parts are nested too deep; the deepest were not read."
    ),
    "too-many-parts": to_say("It has too many parts; only the first were read."),
    "too-many-people": to_say("It names too many people; only the first were read."),
    "tracked-changes": to_say(
        "It holds tracked changes: it reads as if they were accepted, and what "
        "was deleted stands between [- and -]."
    ),
    "unknown-charset": to_say(
        "It names a character set that is not known; the set was guessed, and "
        "some letters may be wrong."
    ),
    "unknown-encoding": to_say(
        "It is written in an encoding that is not known; some letters may be wrong."
    ),
    "unlocked": to_say(
        "It is protected by a password. It was read once with the password that "
        "somebody gave, which was not kept: its words are here, but it cannot be "
        "pictured or opened here again without it."
    ),
    "unreadable-date": to_say(
        "The date that it claims cannot be read; it is sorted by another time "
        "that is known."
    ),
    "unterminated-parts": to_say("Its last part has no end; something may be missing."),
    "words-without-boxes": to_say(
        "Some words have no place on the page; they are found, but not marked there."
    ),
    "wrong-charset": to_say(
        "It is not written in the character set that it names; it was read as "
        "well as could be, and some letters may be wrong."
    ),
}

_OF_SCANS = {"read-from-a-scan", "waits-for-recognition"}
"""They are told where the words of a scan are shown."""


def told(flags: Iterable[str]) -> list[str]:
    """Return what a reader must know of a file, each once; an unknown flag as it is."""
    listed = dict.fromkeys(flag for flag in flags if flag not in _OF_SCANS)
    words = (said(_WORDS[flag]) if flag in _WORDS else flag for flag in listed)
    return list(dict.fromkeys(words))
