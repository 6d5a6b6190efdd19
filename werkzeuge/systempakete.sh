#!/bin/sh
# What `make test` needs besides Python: Chromium for the journeys, PostgreSQL for the second database, strace,
# Pango for PDF, and programs that read papers and tables independently of kimflow.
set -eu

fehlend=""
command -v chromium >/dev/null || fehlend="chromium"
# Without its translations Chromium shows dates the American way whatever the page asks for.
dpkg -s chromium-l10n >/dev/null 2>&1 || fehlend="$fehlend chromium-l10n"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || fehlend="$fehlend postgresql"
# One test looks at the system calls: a ballot is on disk before the voter is told.
command -v strace >/dev/null || fehlend="$fehlend strace"
# WeasyPrint sets PDF with it; Chromium brings it along, a machine that has another browser need not have it.
[ "$(ldconfig -p | grep -c 'libpangoft2-1.0\|libharfbuzz-subset')" -ge 2 ] || fehlend="$fehlend libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
# They open what kimflow wrote: PDF, ODT, DOCX, XLSX, CSV.
command -v pdftotext >/dev/null || fehlend="$fehlend poppler-utils"
dpkg -s libreoffice-writer-nogui >/dev/null 2>&1 || command -v soffice >/dev/null \
    || fehlend="$fehlend libreoffice-writer-nogui libreoffice-calc-nogui"
[ -n "$fehlend" ] || exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "Für die Tests fehlt: $fehlend" >&2
    echo "Bitte als root: apt-get install $fehlend" >&2
    exit 1
fi

echo "Installiere $fehlend …"
export DEBIAN_FRONTEND=noninteractive
apt-get update -q

# The tests start a server of their own; a system-wide one would only take port and memory.
ohne_cluster=/etc/postgresql-common/createcluster.d/kimflow-tests.conf
aufraeumen() { rm -f "$ohne_cluster"; }
trap aufraeumen EXIT
case "$fehlend" in
*postgresql*)
    mkdir -p "${ohne_cluster%/*}"
    echo "create_main_cluster = false" > "$ohne_cluster"
    ;;
esac

# shellcheck disable=SC2086  # a list of packages on purpose
apt-get install -y -q --no-install-recommends $fehlend
