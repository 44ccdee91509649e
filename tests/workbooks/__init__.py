"""Workbooks rich in features, each with a small programme to check and clean.

`FEATURES` maps a name to a Sample: what makes the workbook, and the marks of its feature, each a
regular expression that is found in one of its parts as long as the feature is there. XlsxWriter
writes what it can; the rest is put in by hand. `SAMPLES` adds workbooks as other programs write
them, of which a mark may be a mere form.
"""

from tests.workbooks import around, containers, data, objects, written
from tests.workbooks.base import Sample

FEATURES: dict[str, Sample] = {
    name: sample
    for module in (written, objects, data, around)
    for name, sample in module.SAMPLES.items()
}
SAMPLES: dict[str, Sample] = {**FEATURES, **containers.SAMPLES}
