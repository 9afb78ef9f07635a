'use strict';
// Hover shows the row of the table behind a chart; a click on a head sorts. Without script every figure is in the tables.
const tip = document.getElementById('tip');
function show(mark, event) {
  const table = mark.closest('figure').querySelector('table');
  const row = table.querySelectorAll('tbody tr')[Number(mark.dataset.row)];
  if (!row) return;
  const heads = [...table.querySelectorAll('thead th')].map(h => h.textContent);
  tip.replaceChildren(...[...row.cells].map((cell, i) => {
    const line = document.createElement('div');
    const name = document.createElement('span');
    name.textContent = heads[i] + ' ';
    const value = document.createElement('b');
    value.textContent = cell.textContent;
    line.append(name, value);
    return line;
  }));
  tip.hidden = false;
  const { clientWidth: w, clientHeight: h } = document.documentElement;
  const x = Math.min(event.clientX + 12, w - tip.offsetWidth - 8);
  const above = event.clientY + 16 + tip.offsetHeight > h;
  tip.style.left = Math.max(4, x) + 'px';
  tip.style.top = Math.max(4, above ? event.clientY - tip.offsetHeight - 12 : event.clientY + 16) + 'px';
}
document.addEventListener('pointermove', event => {
  const mark = event.target.closest ? event.target.closest('[data-row]') : null;
  document.querySelectorAll('.on').forEach(on => on !== mark && on.classList.remove('on'));
  if (!mark) { tip.hidden = true; return; }
  mark.classList.add('on');
  show(mark, event);
});
document.addEventListener('pointerleave', () => { tip.hidden = true; });
const rows = new WeakMap();
const key = cell => {
  const text = (cell?.dataset.sort ?? cell?.querySelector('data')?.value ?? cell?.textContent ?? '').trim();
  const number = Number(text.replaceAll(',', '').replace('\u2212', '-'));
  return text !== '' && !Number.isNaN(number) ? number : text.toLowerCase();
};
function sort(head) {
  const table = head.closest('table'), body = table.tBodies[0];
  if (!rows.has(table)) rows.set(table, [...body.rows]);
  const down = head.getAttribute('aria-sort') === 'ascending';
  table.querySelectorAll('th[aria-sort]').forEach(th => th.removeAttribute('aria-sort'));
  head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
  const sign = down ? -1 : 1, column = head.cellIndex;
  const order = (a, b) => typeof a === typeof b ? (a < b ? -1 : a > b ? 1 : 0) : typeof a === 'number' ? -1 : 1;
  body.append(...[...rows.get(table)].sort((a, b) => sign * order(key(a.cells[column]), key(b.cells[column]))));
}
document.querySelectorAll('table.sortable thead th').forEach(th => {
  // Hovering reads charts' tables by row: these stay as they are.
  if (th.closest('figure')) return;
  const button = document.createElement('button');
  button.type = 'button';
  button.append(...th.childNodes);
  th.append(button);
  button.addEventListener('click', () => sort(th));
});
addEventListener('beforeprint', () => { tip.hidden = true; });
