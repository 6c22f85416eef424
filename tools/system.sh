#!/bin/sh
# Install system packages by apt where that is allowed; else say what waits for them.
# Nothing here is needed to start: each package adds one thing.
set -u
what_for() {
    case $1 in
    bubblewrap) echo "files from outside are read with limits only, not cut off from the network" ;;
    tesseract-ocr) echo "scans and images are kept and shown, but their words are not recognised" ;;
    tesseract-ocr-*) echo "scans in the language “${1#tesseract-ocr-}” are recognised badly" ;;
    chromium) echo "the browser tests are skipped" ;;
    dovecot-imapd) echo "the tests that look into mailboxes of a real server are skipped" ;;
    strace) echo "the tests of the write order by system calls are skipped" ;;
    esac
}
command_of() {
    case $1 in
    bubblewrap) echo bwrap ;;
    *) echo "$1" ;;
    esac
}
# The languages of tesseract are files, not commands.
is_there() {
    case $1 in
    tesseract-ocr-*) tesseract --list-langs 2>/dev/null | grep -qx "${1#tesseract-ocr-}" ;;
    dovecot-imapd) [ -x /usr/sbin/dovecot ] || command -v dovecot >/dev/null 2>&1 ;;
    tesseract-ocr) command -v tesseract >/dev/null 2>&1 ;;
    *) command -v "$(command_of "$1")" >/dev/null 2>&1 ;;
    esac
}
# RUNLEVEL keeps what is installed from being started: no server runs but in a test.
missing=
for package in "$@"; do
    is_there "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing$missing by apt"
    apt-get update -qq >/dev/null 2>&1
    # shellcheck disable=SC2086 # a list of names
    DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends \
        $missing >/dev/null 2>&1
elif command -v apt-get >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    echo "Installing$missing by apt"
    sudo -n apt-get update -qq >/dev/null 2>&1
    # shellcheck disable=SC2086 # a list of names
    sudo -n env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq \
        --no-install-recommends $missing >/dev/null 2>&1
fi
for package in $missing; do
    is_there "$package" ||
        echo "Without the system package “$package”: $(what_for "$package")."
done
exit 0
