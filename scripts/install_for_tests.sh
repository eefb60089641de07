#!/bin/sh
# Install the Debian packages that only the tests need, where they are missing: Chromium and the
# fonts of what a reader sees, LibreOffice (no display) to open the Word and Excel files, libfaketime
# to build on another day. Each is asked for by its package: another Chinese font, or a program
# from elsewhere, would set pages in its own way.
set -e
missing=
for package in chromium fontconfig fonts-noto-cjk libreoffice-writer-nogui libreoffice-calc-nogui \
	libfaketime; do
	dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
		missing="$missing $package"
done
[ -n "$missing" ] || exit 0
sudo=
[ "$(id -u)" -eq 0 ] || sudo=sudo
$sudo apt-get update -qq
# shellcheck disable=SC2086 # one word for each package
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing
