#!/bin/sh
# Makes sure the tests have the programs they drive: from the system's packages when that can be done here.
browser() { command -v chromium || command -v chromium-browser || command -v google-chrome; }
wanted=''
[ -n "$(browser)" ] || wanted="$wanted chromium fonts-dejavu-core"
command -v nginx >/dev/null || wanted="$wanted nginx-light"
command -v certutil >/dev/null || wanted="$wanted libnss3-tools"
command -v soffice >/dev/null || wanted="$wanted libreoffice-writer-nogui libreoffice-calc-nogui"
[ -z "$wanted" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing for the tests:$wanted ..."
  apt-get update -qq
  # One by one: what cannot be had must not keep the others away. Nothing that is installed may start serving.
  for package in $wanted; do
    DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "$package" >/dev/null </dev/null
  done
fi
[ -n "$(browser)" ] || echo 'No Chromium here: the browser tests will be skipped. To run them: sudo apt install chromium fonts-dejavu-core'
command -v nginx >/dev/null || echo 'No nginx here: its example is not driven. To do so: sudo apt install nginx-light'
command -v certutil >/dev/null || echo 'No certutil here: no browser is taught to trust our authority. To do so: sudo apt install libnss3-tools'
command -v soffice >/dev/null || echo 'No LibreOffice here: no file is opened with it. To do so: sudo apt install libreoffice-writer libreoffice-calc'
exit 0
