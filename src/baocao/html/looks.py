"""How the page looks, and the few lines that search in it; the page is whole without them."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

STYLE = """
*{box-sizing:border-box}
[hidden]{display:none !important}
body{margin:0 auto;padding:28px 24px 48px;max-width:1080px;background:#fff;color:#1b1b1b;
font:15px/1.5 "Segoe UI",Arial,"Helvetica Neue",sans-serif}
h1,h2{font-family:"Times New Roman",Times,"Liberation Serif",serif;font-weight:bold;line-height:1.25}
h1{font-size:30px;margin:0 0 4px}
h2{font-size:22px;margin:36px 0 8px}
header{border-bottom:3px double #8a1f1a;padding-bottom:14px}
header p{margin:0;color:#444}
a{color:#14427a}
a:focus,summary:focus,input:focus{outline:3px solid #c58a00;outline-offset:2px}
.dem{margin:18px 0 0;padding:0;list-style:none;display:flex;flex-wrap:wrap}
.dem li{flex:1 1 120px;padding:6px 14px;border-left:1px solid #999}
.dem b{display:block;font:bold 28px/1.2 "Times New Roman",Times,"Liberation Serif",serif}
.dem .can b{color:#8a1f1a}
.tim{margin:24px 0 0}
.tim input{font:inherit;padding:6px 10px;width:100%;max-width:420px;border:1px solid #666}
table{border-collapse:collapse;width:100%}
.cuon{overflow-x:auto}
caption{text-align:left;font-weight:bold;padding:10px 0 4px}
th,td{text-align:left;vertical-align:top;padding:6px 10px 6px 0;border-bottom:1px solid #ccc}
th:last-child,td:last-child{padding-right:0}
thead th{border-bottom:2px solid #444;font-size:13px;color:#333}
tbody th{font-weight:normal}
td,th{overflow-wrap:anywhere;word-wrap:break-word}
.ds{table-layout:fixed}
.ds .c1{width:30%}.ds .c2{width:16%}.ds .c3{width:10%}.ds .c4{width:16%}
.so{min-width:600px}
.so th:first-child{min-width:140px}
.so td,.so thead th{text-align:right}
.so thead th:first-child{text-align:left}
td p{margin:2px 0}
small{display:block;font-size:13px;color:#4a4a4a}
.sua{color:#4a4a4a}
.ghi-chu{color:#4a4a4a;margin:4px 0}
summary{cursor:pointer;padding:6px 0;font-weight:bold}
.ma{border-top:1px solid #999;padding:10px 0}
.ma h3{margin:0;font-size:16px}
.ma ol{margin:6px 0;padding-left:28px}
.chu-giai{list-style:none;margin:8px 0;padding:0}
.chu-giai li{display:inline-block;margin-right:18px;font-size:14px}
.bieu-do{display:block;width:100%;max-width:820px;height:auto;font:12px "Segoe UI",Arial,sans-serif}
:target{background:#fff6d9}
footer{margin-top:40px;border-top:1px solid #999;padding-top:8px;color:#444;font-size:13px}
@media (max-width:640px){
body{padding:16px 14px 32px}
h1{font-size:25px}
.dem li{flex-basis:45%}
.ds thead{position:absolute;left:-9999px}
.ds,.ds tbody,.ds tr,.ds th,.ds td{display:block;width:auto}
.ds th,.ds td{border:0;padding:1px 0}
.ds td:empty{display:none}
.ds tr{border-bottom:1px solid #bbb;padding:8px 0}
}
@page{size:A4;margin:20mm 15mm 20mm 20mm}
@media print{
body{max-width:none;padding:0;font-size:10.5pt}
a{color:inherit;text-decoration:none}
.tim{display:none}
thead{display:table-header-group}
tr,.ma h3,.bieu-do{page-break-inside:avoid;break-inside:avoid}
h2,h3{page-break-after:avoid;break-after:avoid}
}
"""

SCRIPT = """
(function () {
  var box = document.getElementById('tim'), input = box.getElementsByTagName('input')[0], waiting;
  function folded(text) {
    text = text.toLowerCase();
    if (text.normalize) { text = text.normalize('NFD').replace(/[\\u0300-\\u036f]/g, ''); }
    return text.replace(/\\u0111/g, 'd');
  }
  function search() {
    var wanted = folded(input.value), tables = document.querySelectorAll('table.ds'), i, j, rows, n, parent;
    for (i = 0; i < tables.length; i++) {
      rows = tables[i].tBodies[0].rows;
      for (j = 0, n = 0; j < rows.length; j++) {
        rows[j].hidden = wanted && folded(rows[j].textContent).indexOf(wanted) < 0;
        if (!rows[j].hidden) { n++; }
      }
      for (parent = tables[i]; parent && parent.tagName !== 'DETAILS'; parent = parent.parentElement) {}
      if (parent && wanted && n) { parent.open = true; }
    }
  }
  box.hidden = false;
  input.oninput = function () { clearTimeout(waiting); waiting = setTimeout(search, 250); };
})();
"""


def policy() -> str:
    """The policy of the page: nothing is loaded, and nothing runs but the style and the script above."""
    style, script = (b64encode(sha256(text.encode()).digest()).decode() for text in (STYLE, SCRIPT))
    return (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; "
        "base-uri 'none'; form-action 'none'"
    )
