#!/bin/sh
# Install Debian's LibreOffice (Writer and Calc, no display) where it is missing; tests of the
# Word and Excel files open them with it.
set -e
if command -v soffice >/dev/null; then
    exit 0
fi
sudo=
[ "$(id -u)" -eq 0 ] || sudo=sudo
$sudo apt-get update -qq
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    libreoffice-writer-nogui libreoffice-calc-nogui
