// Works without: this adds a tooltip that follows the pointer, sorting and filtering of tables, series that a legend entry hides, and links that open
// what they point into and keep what was sorted, filtered and hidden: #anchor?off=chart series&sort=table column a|d&find=table text.
(() => {
  'use strict';
  const tip = document.getElementById('tip');
  const show = (text, x, y) => {
    tip.textContent = text;
    tip.hidden = false;
    const box = tip.getBoundingClientRect();
    const left = Math.max(8, Math.min(x + 14, document.documentElement.clientWidth - box.width - 8));
    const top = y + 18 + box.height > window.innerHeight ? y - box.height - 12 : y + 18;
    tip.style.left = left + 'px';
    tip.style.top = top + 'px';
  };
  const hide = () => { tip.hidden = true; };

  // One stop a chart for the tab key; arrows go from point to point. A chart's other points are made ready when somebody comes to it: a page may have thousands.
  const name = (point, stop) => {
    const title = point.querySelector('title');
    if (!title) return;
    point.dataset.tip = title.textContent;
    title.remove();
    point.setAttribute('tabindex', stop);
    point.setAttribute('role', 'img');
    point.setAttribute('aria-label', point.dataset.tip);
  };
  const wake = plot => plot.querySelectorAll('.point').forEach(point => name(point, '-1'));
  for (const plot of document.querySelectorAll('svg.plot')) {
    const first = plot.querySelector('.point');
    if (!first) continue;
    name(first, '0');
    // The drawing is no longer one picture but a group of points with names.
    plot.setAttribute('role', 'group');
    plot.addEventListener('pointerenter', () => wake(plot), { once: true });
    plot.addEventListener('focusin', () => wake(plot), { once: true });
  }
  const pointOf = e => e.target.closest?.('svg.plot .point');
  document.addEventListener('pointermove', e => {
    const point = pointOf(e);
    if (point?.dataset.tip) show(point.dataset.tip, e.clientX, e.clientY);
  });
  document.addEventListener('pointerout', e => { if (pointOf(e)) hide(); });
  document.addEventListener('focusin', e => {
    const point = pointOf(e);
    if (!point) return;
    const box = point.getBoundingClientRect();
    show(point.dataset.tip, box.right, box.top);
  });
  document.addEventListener('focusout', e => { if (pointOf(e)) hide(); });
  document.addEventListener('keydown', e => {
    const point = pointOf(e);
    if (!point) return;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
    if (e.key === 'Escape') hide();
    if (!step) return;
    e.preventDefault();
    const seen = [...point.closest('svg').querySelectorAll('.point')].filter(p => !p.closest('.off'));
    const next = seen[(seen.indexOf(point) + step + seen.length) % seen.length];
    point.setAttribute('tabindex', '-1');
    next.setAttribute('tabindex', '0');
    next.focus();
  });

  // What was changed by hand, as it stands in the address.
  const off = new Map(), sort = new Map(), find = new Map();
  let anchor = '', applying = false;
  const keep = () => {
    if (applying) return;
    const state = new URLSearchParams();
    for (const [kind, changes] of Object.entries({ off, sort, find })) {
      for (const [key, value] of changes) state.append(kind, value === '' ? key : key + ' ' + value);
    }
    const text = state.toString();
    history.replaceState(history.state, '', '#' + encodeURIComponent(anchor) + (text ? '?' + text : ''));
  };

  const series = new Map(), tables = new Map();
  for (const item of document.querySelectorAll('.legend li[data-series]')) {
    const figure = item.closest('figure'), key = figure.id + ' ' + item.dataset.series;
    const button = document.createElement('button');
    button.type = 'button';
    button.setAttribute('aria-pressed', 'true');
    button.title = 'Show or hide';
    button.append(...item.childNodes);
    item.append(button);
    const turn = on => {
      button.setAttribute('aria-pressed', String(on));
      for (const part of figure.querySelectorAll('svg.plot [data-series]')) {
        if (part.dataset.series === item.dataset.series) part.classList.toggle('off', !on);
      }
      if (on) off.delete(key); else off.set(key, '');
      keep();
    };
    series.set(key, turn);
    button.addEventListener('click', () => turn(button.getAttribute('aria-pressed') !== 'true'));
  }

  const count = {};
  for (const table of document.querySelectorAll('table.sortable')) {
    const section = table.closest('section')?.id ?? 'page', id = section + '.' + (count[section] = (count[section] ?? 0) + 1);
    const body = table.tBodies[0], heads = [...table.querySelectorAll('thead th')], original = [...body.rows];
    let filter = null;
    if (body.rows.length > 12) {
      filter = document.createElement('input');
      filter.type = 'search';
      filter.className = 'filter';
      filter.placeholder = 'Filter rows';
      filter.setAttribute('aria-label', 'Filter rows');
      table.closest('.scroll').before(filter);
      filter.addEventListener('input', () => match(filter.value));
    }

    const match = text => {
      if (!filter) return;
      const wanted = text.trim().toLowerCase();
      if (filter.value !== text) filter.value = text;
      for (const row of body.rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
      if (wanted) find.set(id, text.trim()); else find.delete(id);
      keep();
    };
    const order = (column, up) => {
      heads.forEach(head => head.removeAttribute('aria-sort'));
      heads[column].setAttribute('aria-sort', up ? 'ascending' : 'descending');
      const value = row => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
      body.append(...[...body.rows].sort((a, b) => {
        const x = value(a), y = value(b);
        if (x === '' || y === '') return (x === '') - (y === '');
        const less = isNaN(x) || isNaN(y) ? x.localeCompare(y, 'en') : x - y;
        return up ? less : -less;
      }));
      sort.set(id, column + ' ' + (up ? 'a' : 'd'));
      keep();
    };
    const reset = () => {
      match('');
      if (!sort.delete(id)) return;
      heads.forEach(head => head.removeAttribute('aria-sort'));
      body.append(...original);
    };
    tables.set(id, { table, heads, match, order, reset });
    heads.forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => order(column, head.getAttribute('aria-sort') !== 'ascending'));
    });
  }

  const unfold = part => { for (part = part.closest('details'); part; part = part.parentElement.closest('details')) part.open = true; };
  const cut = text => { const at = text.indexOf(' '); return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]; };
  const apply = state => {
    applying = true;
    for (const key of [...off.keys()]) series.get(key)(true);
    for (const one of tables.values()) one.reset();
    for (const key of state.getAll('off')) series.get(key)?.(false);
    for (const [key, text] of state.getAll('sort').map(cut)) {
      const one = tables.get(key), [column, way] = cut(text);
      if (!one?.heads[column]) continue;
      one.order(Number(column), way !== 'd');
      unfold(one.table);
    }
    for (const [key, text] of state.getAll('find').map(cut)) {
      if (!tables.has(key)) continue;
      tables.get(key).match(text);
      unfold(tables.get(key).table);
    }
    applying = false;
  };

  // A link to something inside a closed part opens it; one without a state of its own leaves that of the page.
  const arrive = () => {
    const hash = location.hash.slice(1), at = hash.indexOf('?');
    try { anchor = decodeURIComponent(at < 0 ? hash : hash.slice(0, at)); } catch { anchor = ''; }
    if (at >= 0) apply(new URLSearchParams(hash.slice(at + 1)));
    const target = anchor && document.getElementById(anchor);
    if (target) {
      unfold(target);
      target.scrollIntoView();
    }
    if (hash) keep();
  };
  window.addEventListener('hashchange', arrive);
  arrive();

  // What scrolls must be reachable by key. All are measured before any is changed, and what is closed when it opens, or each would lay the page out anew.
  const reach = parts => [...parts].filter(part => !part.closest('details:not([open])') && part.scrollWidth > part.clientWidth).forEach(part => {
    part.tabIndex = 0;
    part.setAttribute('role', 'group');
    part.setAttribute('aria-label', 'Table, scrolls sideways');
  });
  reach(document.querySelectorAll('.scroll'));
  // Parts that are open from the start say so one by one after the load: one look at all of them will do.
  let opened = [];
  document.addEventListener('toggle', e => {
    if (opened.push(e.target) > 1) return;
    requestAnimationFrame(() => {
      const parts = opened.flatMap(part => [...part.querySelectorAll('.scroll')]);
      opened = [];
      reach(parts);
    });
  }, true);

  // Closed tables would be missing on paper.
  window.addEventListener('beforeprint', () => document.querySelectorAll('details').forEach(d => { d.open = true; }));
})();
