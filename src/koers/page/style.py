"""The style sheet of the page: calm, readable on paper, on a telephone and in forced colours.

The idea that makes it simple: one text, the same for every page, so that its hash can stand in the
page's own security policy. Colours have a contrast of at least 4.5 to 1 on their ground, and never
say anything alone.
"""

from __future__ import annotations

import base64
import hashlib

CSS = """
:root{
  --ink:#18242f;--soft:#4a5a68;--line:#cdd8e1;--ground:#fff;--shade:#f3f7fa;--blue:#0b4f7c;
  --met:#0b5a2b;--met-shade:#e4f4e8;--not:#8f1219;--not-shade:#fdeaea;
  --early:#0b4f7c;--early-shade:#e6f1f9;--little:#6d3700;--little-shade:#fdf0e1;
  --none:#3d4852;--none-shade:#eef1f4}
*{box-sizing:border-box}
html{scroll-behavior:smooth;-webkit-text-size-adjust:100%}
@media(prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;color:var(--ink);background:var(--ground);
  font:1rem/1.55 "Source Sans 3","Source Sans Pro","Segoe UI","Noto Sans",system-ui,sans-serif;
  overflow-wrap:break-word}
a{color:var(--blue);text-underline-offset:.15em}
a:hover{text-decoration-thickness:.14em}
:focus-visible{outline:3px solid #b35900;outline-offset:2px;border-radius:2px}
:target{scroll-margin-top:1rem}
.skip{position:absolute;left:-100vw}
.skip:focus{left:1rem;top:1rem;background:var(--ground);padding:.5rem 1rem;z-index:1}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);
  white-space:nowrap}
.wide{max-width:72rem;margin:0 auto;padding:0 1.25rem}
header.top{background:var(--blue);color:#fff;padding:2rem 0 1.75rem}
header.top p{margin:.35rem 0 0;max-width:60rem}
h1,h2,h3,h4{line-height:1.25;text-wrap:balance}
h1{font-size:clamp(1.5rem,1.1rem + 1.8vw,2.25rem);margin:0}
h2{font-size:clamp(1.3rem,1.1rem + .9vw,1.65rem);margin:3rem 0 .75rem;color:var(--blue)}
h3{font-size:1.15rem;margin:2rem 0 .5rem}
h4{font-size:1rem;margin:1.5rem 0 .4rem}
p{margin:.4rem 0 .8rem;max-width:46rem}
.note{color:var(--soft);font-size:.9375rem}
.invented{display:inline-block;border:2px solid #fff;border-radius:4px;padding:.15rem .6rem;
  font-weight:600}
nav.contents{border-bottom:1px solid var(--line);background:var(--shade)}
nav.contents ul{list-style:none;display:flex;flex-wrap:wrap;gap:.1rem 1.5rem;margin:0;padding:0}
nav.contents a{display:block;padding:.6rem 0;font-weight:600;text-decoration:none}
nav.contents a:hover{text-decoration:underline}

.tiles{list-style:none;margin:1rem 0;padding:0;display:grid;gap:.75rem;
  grid-template-columns:repeat(auto-fit,minmax(11rem,1fr))}
.tiles li{border:1px solid var(--line);border-left:6px solid var(--none);border-radius:6px;
  padding:.7rem .7rem .85rem .8rem}
.tiles .amount{display:block;font-size:2rem;line-height:1.15;font-weight:700}
.tiles .chip{white-space:normal;font-size:.95rem}
.tiles>.met{border-left-color:var(--met)}.tiles>.not-met{border-left-color:var(--not)}
.tiles>.too-early{border-left-color:var(--early)}
.tiles>.too-little{border-left-color:var(--little)}

.chip{display:inline-flex;align-items:center;gap:.35em;padding:.05em .5em .08em .4em;
  border-radius:4px;font-weight:600;background:var(--none-shade);color:var(--none);
  border:1px solid transparent}
.chip.met{color:var(--met);background:var(--met-shade)}
.chip.not-met{color:var(--not);background:var(--not-shade)}
.chip.too-early{color:var(--early);background:var(--early-shade)}
.chip.too-little{color:var(--little);background:var(--little-shade)}
.icon{width:.95em;height:.95em;flex:none;fill:none;stroke:currentColor;stroke-width:2.2;
  stroke-linecap:round;stroke-linejoin:round}
.under{display:block;color:var(--soft);font-size:.9rem;line-height:1.35}
.absent{display:inline-block;padding:0 .4em;border-radius:4px;color:var(--none);
  font-style:italic;font-weight:400}
.absent.not-yet{border:1px dotted var(--early)}
.absent.not-delivered{border:1px dashed var(--not)}
.absent.not-measurable{border:1px solid var(--none)}
.absent.nobody{border:3px double var(--none)}
.absent.suppressed{border:1px solid var(--none);
  background:repeating-linear-gradient(135deg,#fff 0 4px,#dfe5ea 4px 6px)}

ol.attention{margin:1rem 0;padding:0;list-style:none;counter-reset:place}
ol.attention>li{counter-increment:place;position:relative;padding:.6rem .5rem .6rem 3rem;
  border-top:1px solid var(--line)}
ol.attention>li:last-child{border-bottom:1px solid var(--line)}
ol.attention>li::before{content:counter(place);position:absolute;left:.5rem;top:.65rem;
  width:1.7rem;height:1.7rem;border:1.5px solid var(--blue);border-radius:50%;
  text-align:center;line-height:1.6rem;font-weight:600;color:var(--blue)}
ol.attention p{margin:.1rem 0 0}

table{border-collapse:collapse;width:100%;margin:.5rem 0 1.25rem;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:.35rem 0}
th,td{text-align:left;vertical-align:top;padding:.5rem .9rem .5rem 0;
  border-bottom:1px solid var(--line)}
th:last-child,td:last-child{padding-right:0}
thead th{border-bottom:2px solid var(--soft);font-size:.9rem;vertical-align:bottom}
tbody th{font-weight:600}
.number{text-align:right}
td .value{font-weight:700;font-size:1.05rem}
.of{white-space:nowrap}
.key .of{font-size:1rem;font-weight:400}
tr.running th,tr.running td{background:var(--shade)}
tr.running th{font-weight:400}
tr.total th,tr.total td{border-bottom:2px solid var(--soft)}
@media(min-width:48.01rem){
  .summary{table-layout:fixed}
  .judged th:nth-child(1){width:25%}.judged th:nth-child(2){width:15%}
  .judged th:nth-child(3){width:8%}.judged th:nth-child(4){width:19%}
  .judged th:nth-child(5){width:14%}
  .told th:nth-child(1){width:50%}.told th:nth-child(2){width:25%}
  td .chip{white-space:nowrap}
}
td a,th a{font-weight:400}
.scroll{max-height:26rem;overflow-y:auto;border:1px solid var(--line);border-radius:6px;
  padding:0 .75rem}
.spark{width:7.5rem;height:2rem;display:block}

article.indicator{border-top:2px solid var(--blue);margin-top:2.5rem;padding-top:.25rem}
article.indicator h3{font-size:1.3rem;margin-top:1rem}
.code{color:var(--soft);font-weight:600;margin-right:.4em}
.key{display:flex;flex-wrap:wrap;gap:.5rem 2.5rem;background:var(--shade);border-radius:6px;
  padding:.9rem 1.1rem;margin:1rem 0}
.key dt{color:var(--soft);font-size:.9rem}
.key dd{margin:0;font-size:1.1rem}
.key dd.large{font-size:1.6rem;line-height:1.25;font-weight:700}
.key dd.large .absent{font-size:1.1rem}
.pair{display:grid;grid-template-columns:minmax(16rem,27rem) minmax(0,1fr);gap:.5rem 2.5rem;
  align-items:start}
.pair>*{min-width:0}
.pair>:only-child{grid-column:1/-1}
.even{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}
figure{margin:.75rem 0}
figcaption{color:var(--soft);font-size:.9rem;margin-top:.25rem}
.chart{width:100%;height:auto;display:block;font-size:13px;fill:var(--ink)}
.chart .grid{stroke:var(--line);stroke-width:1}
.chart .norm,.spark .norm{stroke:var(--not);stroke-width:1.75;stroke-dasharray:6 4}
.chart .trend,.spark .trend{fill:none;stroke:var(--blue);stroke-width:2}
.chart .figure line,.chart .estimate line{stroke:var(--soft);stroke-width:1.5}
.chart .figure circle,.spark .last{fill:var(--blue)}
.chart .figure text,.chart .estimate text{font-weight:600;paint-order:stroke;
  stroke:var(--ground);stroke-width:4px;stroke-linejoin:round}
.chart .estimate path{fill:var(--ground);stroke:var(--blue);stroke-width:2}
.chart .estimate line{stroke-dasharray:2 3}
.bar{display:block;width:100%;max-width:14rem;height:.8rem}
.bar rect{fill:var(--blue)}.bar .rest{fill:var(--none-shade)}
dl.facts{display:grid;grid-template-columns:minmax(9rem,13rem) minmax(0,1fr);gap:.3rem 1.5rem;
  margin:.5rem 0}
dl.facts dt{color:var(--soft)}
dl.facts dd{margin:0;max-width:46rem}
dl.facts dd ul{margin:0;padding-left:1.1rem}
details{margin:.5rem 0}
summary{cursor:pointer;font-weight:600;color:var(--blue);padding:.3rem 0}
code{font-family:ui-monospace,"SF Mono",Consolas,monospace;font-size:.875em;overflow-wrap:anywhere}
.back{font-size:.9rem}
footer{margin-top:4rem;padding:1.25rem 0;background:var(--shade);
  border-top:1px solid var(--line);font-size:.9375rem}

@media(max-width:60rem){.pair{grid-template-columns:minmax(0,1fr)}.pair figure{max-width:30rem}}
@media(max-width:48rem){
  .stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
  .stack,.stack tbody,.stack tr,.stack caption{display:block}
  .stack tr{border-bottom:1px solid var(--line);padding:.6rem 0}
  .stack th,.stack td{border:0;width:auto;padding:.1rem 0;text-align:left}
  .stack tbody th{display:block}
  .stack td{display:grid;grid-template-columns:6.5rem minmax(0,1fr);gap:.1rem .75rem}
  .stack td::before{content:attr(data-head);color:var(--soft);font-size:.9rem}
  .stack td>*{grid-column:2}
  .stack td:empty{display:none}
  .stack tr.running{padding:.6rem .5rem}
  th,td{padding-right:.5rem;hyphens:auto}
  td .value{font-size:1rem}
  table:not(.stack) td{font-size:.9375rem;overflow-wrap:anywhere}
  dl.facts{grid-template-columns:minmax(0,1fr);gap:0}
  dl.facts dd{margin-bottom:.6rem}
  h2{margin-top:2.25rem}
}
@media(forced-colors:active){
  .chip,.tiles li{border:1px solid CanvasText}
  .chart .grid,.chart .figure line,.chart .estimate line{stroke:CanvasText}
  .chart .trend,.spark .trend,.chart .estimate path{stroke:LinkText}
  .chart .norm,.spark .norm{stroke:Highlight}
  .chart .figure circle,.spark .last,.bar rect{fill:LinkText}
  .chart text{fill:CanvasText;stroke:none}.bar .rest{fill:Canvas;stroke:CanvasText}
}
@media print{
  body{font-size:10pt}
  header.top{background:none;color:var(--ink);padding:0 0 .5rem;border-bottom:2px solid var(--ink)}
  .invented{border-color:var(--ink)}
  nav.contents,.skip,.back{display:none}
  .wide{max-width:none;padding:0}
  a{color:inherit;text-decoration:none}
  h2,h3,h4{break-after:avoid}
  .scroll{max-height:none;border:0;padding:0}
  table,figure,.key,.tiles,ol.attention>li{break-inside:avoid}
  details::details-content{content-visibility:visible;block-size:auto}
  .chip,.absent,.key,.tiles li,tr.running th,tr.running td,.bar rect{print-color-adjust:exact;
    -webkit-print-color-adjust:exact}
}
"""


def policy() -> str:
    """The page's own security policy: this style and nothing else."""
    digest = base64.b64encode(hashlib.sha256(CSS.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
