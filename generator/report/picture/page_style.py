"""How the page looks: light or dark as the reader's system is, on a phone as on a wide screen."""

STYLE = """\
:root { color-scheme: light dark; --text: #1f2328; --soft: #59636e; --line: #d1d9e0; --back: #ffffff; --row: #f6f8fa;
  --yes: #1a7f37; --no: #d1242f; --unknown: #9a6700; --blue: #0969da; --mark: #fff8c5; }
@media (prefers-color-scheme: dark) { :root { --text: #f0f6fc; --soft: #9198a1; --line: #3d444d; --back: #0d1117;
  --row: #151b23; --yes: #3fb950; --no: #f85149; --unknown: #d29922; --blue: #4493f8; --mark: #3a2d0a; } }
* { box-sizing: border-box; }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--text); background: var(--back); max-width: 84rem;
  margin: 1.5rem auto 6rem; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: 0; } h2 { font-size: 1.3rem; margin: 3rem 0 .5rem; } h3 { font-size: 1.1rem;
  margin: 2.25rem 0 .5rem; } h4 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
h2 small, h3 small, summary small, .lesson, .soft { color: var(--soft); font-weight: normal; font-size: .85em; }
a { color: var(--blue); } nav ul { list-style: none; padding: 0; margin: .25rem 0; display: flex; flex-wrap: wrap;
  gap: .1rem 1rem; } nav li + li { margin: 0; } nav a { display: inline-block; padding: .25rem 0; }
.skip { position: absolute; left: -100rem; } .skip:focus { left: 1rem; top: .5rem; background: var(--back);
  padding: .5rem; z-index: 2; }
table { border-collapse: collapse; width: 100%; } .stacked tbody th { min-width: 15rem; } .stacked td[data-is] {
  min-width: 6rem; } .stacked td[data-is="From"] { min-width: 17rem; } caption.twice {
  position: absolute; left: -100rem; } caption {
  text-align: left; color: var(--soft); font-size: .85rem;
  padding: .25rem 0; } th, td { text-align: left; vertical-align: top; padding: .35rem .6rem;
  border-bottom: 1px solid var(--line); } thead th { color: var(--soft); font-weight: 600; font-size: .85rem; }
tbody th { font-weight: 500; font-family: ui-monospace, monospace; font-size: .9em; }
tr.no > *, tr.unknown > *, tr.open > * { background: var(--row); } .sum { text-align: right !important; }
td.sign { width: 6.5rem; font-weight: 600;
  white-space: nowrap; } .matrix tbody th { width: 18rem; }
.yes > .sign, b.yes { color: var(--yes); } .no > .sign, b.no { color: var(--no); }
.unknown > .sign, b.unknown { color: var(--unknown); } tr.open td:first-child, tr.open th { border-left: 3px solid
  var(--unknown); } .fix { margin: .25rem 0 0; } ol { margin: 0; padding-left: 1.2rem; } li + li { margin-top: .3rem; }
tr:target > *, tr:focus > * { background: var(--mark); } tr:focus {
  outline: 2px solid var(--blue); outline-offset: -2px; }
details { border-top: 1px solid var(--line); }
details > summary { cursor: pointer; padding: .45rem 0; font-weight: 600; }
summary small { margin-left: .5rem; } summary:focus-visible, a:focus-visible, input:focus-visible,
select:focus-visible, button:focus-visible { outline: 2px solid var(--blue); outline-offset: 2px; }
.tools { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; margin: .5rem 0; }
.tools label { display: flex; gap: .4rem; align-items: center; } input, select, button { font: inherit; color: inherit;
  background: var(--back); border: 1px solid var(--soft); border-radius: 6px; padding: .3rem .5rem; max-width: 100%; }
button { cursor: pointer; } .frame { border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.frame svg { display: block; width: 100%; height: auto; } .size:checked ~ .frame { overflow: auto; }
.size:checked ~ .frame svg { width: auto; } [hidden] { display: none !important; } .narrow { display: none; }
@media (max-width: 56rem) {
  .wide { display: none; } .narrow { display: inline; } .frame {
    overflow: auto; max-height: 85vh; } .frame svg { width: auto; zoom: .8; }
  .size:checked ~ .frame svg { width: 100%; zoom: 1; }
  .stacked thead { position: absolute; left: -100rem; } .stacked tr {
    display: block; border-bottom: 1px solid var(--line); padding: .3rem 0; }
  .stacked td, .stacked tbody th { display: block; width: auto !important;
    min-width: 0 !important;
    border: 0; padding: .1rem .5rem; }
  .sum { text-align: left !important; }
  .stacked td[data-is]:not(:empty)::before { content: attr(data-is) ": "; color: var(--soft); font-size: .85em; }
}
@media print { .frame { max-height: none; } .tools, nav, .skip { display: none; } }
"""
