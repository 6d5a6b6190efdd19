#!/bin/sh
# Makes .venv and installs one list of pinned packages into it: plain venv and pip, uv only for speed.
set -eu
liste=$1

brauchbares_python() {
    for name in "${PYTHON3:-}" python3 python3.13 python3.12 python3.11; do
        if [ -n "$name" ] && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    echo "kimflow braucht Python 3.11 oder neuer; gefunden: $(python3 --version 2>&1 || true)." >&2
    echo "Als root: apt-get install python3 python3-venv" >&2
    return 1
}

# Debian and Ubuntu ship venv without ensurepip unless python3-venv is installed.
sichere_venv() {
    if "$1" -c 'import ensurepip, venv' 2>/dev/null; then
        return
    fi
    paket=$("$1" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installiere $paket …"
        DEBIAN_FRONTEND=noninteractive
        export DEBIAN_FRONTEND
        apt-get update -q
        apt-get install -y -q "$paket"
        return
    fi
    echo "Es fehlt das Paket $paket. Bitte als root: apt-get install $paket" >&2
    return 1
}

hat_uv() { uv --version >/dev/null 2>&1; }

# A venv whose interpreter is gone, or that can install nothing, is made anew.
if ! .venv/bin/python -c '' 2>/dev/null || { ! hat_uv && ! .venv/bin/python -m pip --version >/dev/null 2>&1; }; then
    python=$(brauchbares_python)
    sichere_venv "$python"
    echo "Lege .venv an ($("$python" --version)) …"
    "$python" -m venv --clear .venv
fi

echo "Installiere die Pakete aus $liste …"
installiert=nein
if hat_uv; then
    # uv does not know pip's index settings; where it fails, pip decides.
    uv pip install -q --python .venv/bin/python --require-hashes -r "$liste" && installiert=ja ||
        echo "uv ist gescheitert, nehme pip."
fi
if [ "$installiert" = nein ]; then
    .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r "$liste"
fi

# The project runs from here: a line on the path instead of a build, which would fetch unpinned build tools.
pfad=$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
pwd > "$pfad/kimflow.pth"
