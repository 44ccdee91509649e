#!/usr/bin/env bash
# Put what the systems built into one folder: wheel and source once, in python/; the rest beside.
#
#     packaging/gather.sh BUILT DIST      BUILT has a folder for each system
set -euo pipefail
built=${1:?"the folder with what each system built"}
to=${2:?"the folder for what is published"}
mkdir -p "$to/python"
first=$(find "$built" -mindepth 1 -maxdepth 1 -type d -name 'ubuntu*' | sort | head -n 1)
cp "$first"/*.whl "$first"/*.tar.gz "$to/python/"
find "$to/python" -name 'xlmot-*-linux-*' -delete
find "$built" -type f \( -name 'xlmot-*-linux-*' -o -name 'xlmot-*-macos-*' -o -name 'xlmot-*-windows-*' -o -name '*.exe' \) -exec cp {} "$to/" \;
cp "$first/xlmot.xlam" "$to/"
"${PYTHON:-python3}" "$(dirname "$0")/checksums.py" "$to"
