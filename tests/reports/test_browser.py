"""What a browser makes of the pages: no serious fault of access, nothing wider than a phone."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.reports.samples import DATES, TWO_SHEETS, ignoring, real
from tests.reports.test_comparison import REAL
from tests.reports.whole import whole
from xlmot.checking.results import Checked
from xlmot.messages.translation import translation
from xlmot.reports.comparison_html import render_comparison_html
from xlmot.reports.html import html_pieces

CHROMIUM = shutil.which("chromium")
AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
FRENCH = translation("fr")
PAGES = {
    "check": whole(html_pieces, real(), FRENCH, "fr"),
    "several": whole(html_pieces, Checked((ignoring(TWO_SHEETS), DATES)), FRENCH, "fr"),
    "compare": render_comparison_html(REAL, FRENCH, "fr"),
}
RUN = """<script>{axe}</script><script>
axe.run().then(found => {{ const out = document.createElement("textarea"); out.id = "found";
  out.textContent = JSON.stringify({{faults: found.violations.map(one =>
    [one.id, one.impact, one.nodes.length, one.nodes[0].html]),
    width: document.documentElement.scrollWidth,
    focus: [...document.querySelectorAll("a, summary, input, [tabindex]")].filter(
      one => one.tabIndex !== 0).length}}); document.body.append(out); }});
</script>"""

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif(CHROMIUM is None or not AXE.exists(), reason="no Chromium, no axe-core"),
]


def seen(name, folder, width, *, dark):
    """Return what axe-core finds in a page, how wide it is, and what the keyboard misses."""
    # The policy of the page would stop axe-core as it stops everything else.
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", PAGES[name])
    if dark:
        text = text.replace("(prefers-color-scheme: dark)", "(min-width: 1px)")
    source = folder / "page.html"
    run = RUN.format(axe=AXE.read_text(encoding="utf-8"))
    source.write_text(text.replace("</body>", f"{run}</body>"), encoding="utf-8")
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]
    command += [f"--user-data-dir={folder / 'profile'}", f"--window-size={width},1000"]
    command += ["--virtual-time-budget=20000", source.as_uri()]
    ran = subprocess.run(command, check=True, capture_output=True, timeout=180, text=True)
    found = re.search(r'<textarea id="found">(.*?)</textarea>', ran.stdout, re.DOTALL)
    assert found is not None
    plain = found[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return json.loads(plain)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_the_page_has_no_serious_fault_and_fits_its_window(name, width, dark, tmp_path) -> None:
    found = seen(name, tmp_path, width, dark=dark)
    assert [one for one in found["faults"] if one[1] in ("serious", "critical")] == []
    # The narrowest window of a headless Chromium is 500 pixels wide.
    assert found["width"] <= max(width, 500)
    assert found["focus"] == 0
