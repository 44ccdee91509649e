#!/usr/bin/env bash
# Make what a release consists of, in dist/: wheel, source, the program of this system, the add-in.
#
#     packaging/release.sh --dry-run      all of it, and what would be published
#     packaging/release.sh v1.0.0         the same for a tag, which must be the version
#
# It publishes nothing: the workflow does, with what stands in dist/ afterwards.
set -euo pipefail
cd "$(dirname "$0")/.."

tag=${1:?"--dry-run, or the tag, such as v1.0.0"}
python=${PYTHON:-python3}

"$python" packaging/version.py "$tag"
rm -rf dist build/release
"$python" -m venv build/release
bin=build/release/bin
[ -d "$bin" ] || bin=build/release/Scripts
"$bin/python" -m pip --disable-pip-version-check install --quiet build==1.6.1 twine==7.0.0
"$bin/python" -m build --outdir dist . >/dev/null
"$bin/python" -m twine check --strict dist/*
"$python" packaging/wheel.py dist/*.whl
"$python" packaging/build.py build/program
"$python" packaging/pack.py build/program dist
"$python" packaging/checksums.py dist
if [ "$tag" = --dry-run ]; then
  echo "Nothing was published. A tag would publish:"
  ls dist
fi
