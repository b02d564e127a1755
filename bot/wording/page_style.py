"""The look of an HTML page: what is inside its <style>. Colours are checked against WCAG's contrast of 4.5 to 1 by a test."""

from __future__ import annotations

# name -> (light, dark)
COLOURS = {
    "paper": ("#fdfcfa", "#17181a"),
    "ink": ("#1d1f23", "#e7e5e1"),
    "quiet": ("#595d66", "#a5a8af"),
    "line": ("#d9d6d0", "#3a3d42"),
    "said": ("#f3f0ea", "#212326"),
    "accent": ("#2f4d92", "#9fb4ea"),
}


def _variables(which: int) -> str:
    return " ".join(f"--{name}: {values[which]};" for name, values in COLOURS.items())


STYLE = f"""\
:root {{ color-scheme: light dark; {_variables(0)} }}
@media (prefers-color-scheme: dark) {{ :root {{ {_variables(1)} }} }}
* {{ box-sizing: border-box; }}
body {{ margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; overflow-wrap: anywhere; }}
main {{ max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; }}
h1, h2, h3, h4, h5 {{ line-height: 1.25; margin: 2rem 0 .6rem; text-wrap: balance; }}
h1 {{ font-size: 1.75rem; margin-top: 0; }}
h2 {{ font-size: 1.35rem; margin-top: 3rem; padding-top: .9rem; border-top: 1px solid var(--line); }}
h3 {{ font-size: 1.12rem; }}
h4 {{ font-size: 1rem; }}
h5 {{ font-size: 1rem; font-weight: 600; color: var(--quiet); }}
p, li {{ white-space: pre-line; }}
p {{ margin: .6rem 0; }}
ul, ol {{ margin: .6rem 0; padding-left: 1.4rem; }}
li {{ margin: .3rem 0; }}
strong {{ font-weight: 650; }}
code {{ font: .92em/1.4 ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace; }}
.note {{ color: var(--quiet); font-size: .9rem; }}
figure {{ margin: 1rem 0; padding: .8rem 1.1rem; background: var(--said); border-left: 3px solid var(--accent); }}
figcaption {{ color: var(--accent); font-size: .85rem; font-weight: 650; margin-bottom: .25rem; }}
blockquote {{ margin: 0; white-space: pre-wrap; }}
.wide {{ overflow-x: auto; margin: 1rem 0; }}
table {{ border-collapse: collapse; width: 100%; font-size: .93rem; overflow-wrap: normal; }}
th, td {{ text-align: left; vertical-align: top; padding: .45rem .7rem .45rem 0; border-bottom: 1px solid var(--line); }}
thead th {{ color: var(--quiet); font-weight: 600; }}
tbody th {{ font-weight: 600; white-space: nowrap; }}
hr {{ border: 0; border-top: 1px solid var(--line); margin: 2rem 0; }}
@media print {{
  :root {{ {_variables(0)} }}
  @page {{ margin: 18mm 16mm; }}
  body {{ background: none; font-size: 10.5pt; line-height: 1.45; }}
  main {{ max-width: none; padding: 0; }}
  h1, h2, h3, h4, h5 {{ break-after: avoid; }}
  figure, table, tr, li {{ break-inside: avoid; }}
  figure {{ background: none; }}
  .wide {{ overflow: visible; }}
  p, blockquote {{ orphans: 3; widows: 3; }}
}}
"""
