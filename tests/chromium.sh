#!/bin/sh
# Makes sure the browser tests have a Chromium: from the system's packages when that can be done here.
found() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
[ -n "$(found)" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo 'Installing Chromium for the browser tests ...'
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-dejavu-core >/dev/null
fi
[ -n "$(found)" ] && exit 0
echo 'No Chromium here: the browser tests will be skipped. To run them: sudo apt install chromium fonts-dejavu-core'
exit 0
