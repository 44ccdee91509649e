"""The one style of the pages of xlmot: light and dark, from a phone to a sheet of A4."""

from __future__ import annotations

# The words tell the severities, colours only help. Every pair of colours holds 4.5:1 (WCAG 2.2,
# 1.4.3), in light and in dark. What goes and what comes are told apart in grey too.
STYLE = """
:root { color-scheme: light dark; --ink: #1b1b1b; --soft: #565656; --paper: #fff; --rule: #c8ccd4;
  --head: #1f3864; --pale: #f2f5fa; --link: #0b57a4; --error: #a3271f; --warning: #7a4a00;
  --note: #0b57a4; --gone: #8a1f16; --gone-bg: #fbe9e2; --come: #14592a; --come-bg: #e3f3e6;
  --mark: #fff3cf; }
@media (prefers-color-scheme: dark) { :root { --ink: #ececec; --soft: #b4b8c0; --paper: #16181d;
  --rule: #444a55; --head: #a9c1ee; --pale: #22262e; --link: #8ab8f5; --error: #ff9a8f;
  --warning: #f2bf6c; --note: #8ab8f5; --gone: #ffb3a8; --gone-bg: #4a1f1b; --come: #9fe0b1;
  --come-bg: #1c3f28; --mark: #4a3f1a; } }
* { box-sizing: border-box; }
body { font: 1rem/1.45 Calibri, Carlito, "Segoe UI", system-ui, sans-serif; color: var(--ink);
  background: var(--paper); max-width: 110rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.6rem; color: var(--head); margin: 0 0 .3rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; color: var(--head); margin: 1.5rem 0 .5rem; overflow-wrap: anywhere; }
h3 { font-size: 1.05rem; margin: 0; display: inline; }
p { margin: .3rem 0; } ul { padding-left: 1.2rem; }
a { color: var(--link); } a:focus-visible, summary:focus-visible, input:focus-visible,
[tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.verdict { font-weight: bold; font-size: 1.1rem; } .soft { color: var(--soft); }
.skip { position: absolute; left: -100rem; } .skip:focus { left: 1rem; top: 0; z-index: 3;
  background: var(--paper); padding: .3rem; }
summary { cursor: pointer; padding: .2rem 0; }
fieldset { border: 1px solid var(--rule); border-radius: .3rem; margin: .8rem 0;
  padding: .3rem .8rem; display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; }
legend { color: var(--soft); }
label { display: inline-flex; gap: .4rem; align-items: center; min-height: 1.6rem; }
.severity { border: 1px solid currentColor; border-radius: .25rem; padding: 0 .4rem;
  font-size: .85rem; font-weight: bold; white-space: nowrap; }
.error > summary .severity, .severity.error { color: var(--error); }
.warning > summary .severity, .severity.warning { color: var(--warning); }
.note > summary .severity, .severity.note { color: var(--note); }
.rule { border-top: 1px solid var(--rule); padding: .4rem 0; }
.why { margin: .2rem 0 .6rem 1rem; padding-left: .8rem; border-left: 3px solid var(--rule); }
.why pre { overflow-x: auto; font: .85rem/1.3 ui-monospace, Consolas, monospace; }
.finding { margin: .4rem 0 .4rem 1rem; padding: .3rem .6rem; border-left: 3px solid var(--rule);
  overflow-wrap: anywhere; scroll-margin: 1rem; }
.finding ul { margin: .2rem 0; padding-left: 1.1rem; }
.places a { white-space: nowrap; margin-right: .3rem; }
del, ins { text-decoration: none; padding: 0 .15rem; border-radius: .15rem; white-space: pre-wrap; }
del { color: var(--gone); background: var(--gone-bg); text-decoration: line-through; }
ins { color: var(--come); background: var(--come-bg); font-weight: bold; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; font-weight: bold; padding: .3rem 0; }
th, td { border-bottom: 1px solid var(--rule); padding: .25rem .5rem; text-align: left;
  vertical-align: top; overflow-wrap: anywhere; }
thead th { background: var(--pale); color: var(--head); overflow-wrap: normal; }
.code, .change { white-space: nowrap; } .change { font-weight: bold; }
.sheet tr { scroll-margin: 30vh; } .sheet tbody th { font-weight: normal; color: var(--soft); }
.sheet .marks { white-space: nowrap; }
.marked > td.here { background: var(--mark); }
.marked > th { border-left: 4px solid var(--note); }
.marked.warning > th { border-left-color: var(--warning); }
.marked.error > th { border-left-color: var(--error); }
:target { outline: 3px solid var(--link); outline-offset: -3px; }
body:has(#show-error:not(:checked)) .rule.error, body:has(#show-error:not(:checked)) a.error,
body:has(#show-warning:not(:checked)) .rule.warning,
body:has(#show-warning:not(:checked)) a.warning,
body:has(#show-note:not(:checked)) .rule.note,
body:has(#show-note:not(:checked)) a.note { display: none; }
@media screen and (min-width: 62rem) {
  .sides { display: grid; grid-template-columns: minmax(0, 5fr) minmax(0, 6fr); gap: 1.5rem; }
  .sides > .found { position: sticky; top: 0; max-height: 100vh; overflow: auto; }
}
@media screen and (max-width: 40rem) {
  .sheet thead { display: none; }
  .sheet tr { display: grid; grid-template-columns: 2.6rem 4.2rem 1fr; border-bottom: 1px solid
    var(--rule); } .sheet th, .sheet td { border: 0; padding: .15rem .3rem; }
  .sheet td:empty { display: none; } .sheet .more, .sheet .marks { grid-column: 2 / -1; }
  .sheet .more::before { content: attr(data-head) " : "; color: var(--soft); }
  .changes thead { display: none; } .changes tr { display: block; padding: .3rem 0;
    border-bottom: 1px solid var(--rule); } .changes td { display: inline-block; border: 0;
    padding: .1rem .3rem; } .changes td:last-child { display: block; }
  .finding { margin-left: 0; }
}
@page { size: A4 landscape; margin: 12mm; }
@media print { :root { --ink: #000; --paper: #fff; --soft: #333; --rule: #999; --head: #000;
    --pale: #eee; --link: #000; --error: #000; --warning: #000; --note: #000; --gone: #000;
    --gone-bg: #fff; --come: #000; --come-bg: #fff; --mark: #e6e6e6; }
  body { max-width: none; padding: 0; font-size: 9.5pt; } fieldset, .skip { display: none; }
  h2, h3, summary { break-after: avoid; } tr, .finding, .rule { break-inside: avoid; }
  .rule:has(.finding:nth-of-type(9)) { break-inside: auto; } .why:not([open]) { display: none; }
  thead { display: table-header-group; } a { text-decoration: none; } ins { text-decoration:
    underline; } .sides > .programme { break-before: page; } }
""".strip()
