#!/bin/sh
# Install Debian's Chromium and a Chinese font where they are missing; the browser tests need both.
set -e
if command -v chromium >/dev/null && fc-list :lang=zh 2>/dev/null | grep -q .; then
    exit 0
fi
sudo=
[ "$(id -u)" -eq 0 ] || sudo=sudo
$sudo apt-get update -qq
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    chromium fontconfig fonts-noto-cjk
