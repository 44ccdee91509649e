"""Workbooks rich in features, each with a small programme to check and clean.

`SAMPLES` maps a name to a Sample: what makes the workbook, and the marks of its feature, each a
regular expression that is found in one of its parts as long as the feature is there. XlsxWriter
writes what it can; the rest is put in by hand.
"""

from tests.files import around, containers, data, objects, written
from tests.files.base import Sample

SAMPLES: dict[str, Sample] = {
    name: sample
    for module in (written, objects, data, around, containers)
    for name, sample in module.SAMPLES.items()
}
