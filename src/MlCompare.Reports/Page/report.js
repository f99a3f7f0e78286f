// Works without: this adds a tooltip that follows the pointer, sorting and filtering of tables, series that a legend entry hides, and links that open what they point into.
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
  // One stop a chart for the tab key; arrows go from point to point.
  for (const plot of document.querySelectorAll('svg.plot')) {
    const points = [...plot.querySelectorAll('[data-tip]')];
    points.forEach((point, i) => {
      point.querySelector('title')?.remove();
      point.setAttribute('tabindex', i === 0 ? '0' : '-1');
      point.setAttribute('role', 'img');
      point.setAttribute('aria-label', point.dataset.tip);
      point.addEventListener('pointermove', e => show(point.dataset.tip, e.clientX, e.clientY));
      point.addEventListener('pointerleave', hide);
      point.addEventListener('focus', () => {
        const box = point.getBoundingClientRect();
        show(point.dataset.tip, box.right, box.top);
      });
      point.addEventListener('blur', hide);
      point.addEventListener('keydown', e => {
        const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[e.key];
        if (e.key === 'Escape') hide();
        if (!step) return;
        e.preventDefault();
        const seen = points.filter(p => !p.closest('.off'));
        const next = seen[(seen.indexOf(point) + step + seen.length) % seen.length];
        point.setAttribute('tabindex', '-1');
        next.setAttribute('tabindex', '0');
        next.focus();
      });
    });
    // The drawing is no longer one picture but a group of points with names.
    if (points.length) plot.setAttribute('role', 'group');
  }

  for (const item of document.querySelectorAll('.legend li[data-series]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.setAttribute('aria-pressed', 'true');
    button.title = 'Show or hide';
    button.append(...item.childNodes);
    item.append(button);
    button.addEventListener('click', () => {
      const on = button.getAttribute('aria-pressed') !== 'true';
      button.setAttribute('aria-pressed', String(on));
      for (const part of item.closest('figure').querySelectorAll('svg.plot [data-series]')) {
        if (part.dataset.series === item.dataset.series) part.classList.toggle('off', !on);
      }
    });
  }

  for (const table of document.querySelectorAll('table.sortable')) {
    const body = table.tBodies[0];
    if (body.rows.length > 12) {
      const filter = document.createElement('input');
      filter.type = 'search';
      filter.className = 'filter';
      filter.placeholder = 'Filter rows';
      filter.setAttribute('aria-label', 'Filter rows');
      table.closest('.scroll').before(filter);
      filter.addEventListener('input', () => {
        const wanted = filter.value.trim().toLowerCase();
        for (const row of body.rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
      });
    }

    table.querySelectorAll('thead th').forEach((head, column) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener('click', () => {
        const up = head.getAttribute('aria-sort') !== 'ascending';
        table.querySelectorAll('thead th').forEach(h => h.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', up ? 'ascending' : 'descending');
        const key = row => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
        const rows = [...body.rows].sort((a, b) => {
          const x = key(a), y = key(b);
          if (x === '' || y === '') return (x === '') - (y === '');
          const order = isNaN(x) || isNaN(y) ? x.localeCompare(y, 'en') : x - y;
          return up ? order : -order;
        });
        body.append(...rows);
      });
    });
  }

  // A link to something inside a closed part opens it.
  const arrive = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let part = target.closest('details'); part; part = part.parentElement.closest('details')) part.open = true;
    target.scrollIntoView();
  };
  window.addEventListener('hashchange', arrive);
  arrive();

  // What scrolls must be reachable by key.
  for (const part of document.querySelectorAll('.scroll')) {
    if (part.scrollWidth > part.clientWidth) {
      part.tabIndex = 0;
      part.setAttribute('role', 'group');
      part.setAttribute('aria-label', 'Table, scrolls sideways');
    }
  }

  // Closed tables would be missing on paper.
  window.addEventListener('beforeprint', () => document.querySelectorAll('details').forEach(d => { d.open = true; }));
})();
