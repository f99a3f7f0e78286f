// Works without: this adds a tooltip that follows the pointer, sorting of tables, and series that a legend entry hides.
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
  for (const point of document.querySelectorAll('[data-tip]')) {
    point.querySelector('title')?.remove();
    point.setAttribute('tabindex', '0');
    point.setAttribute('aria-label', point.dataset.tip);
    point.addEventListener('pointermove', e => show(point.dataset.tip, e.clientX, e.clientY));
    point.addEventListener('pointerleave', hide);
    point.addEventListener('focus', () => {
      const box = point.getBoundingClientRect();
      show(point.dataset.tip, box.right, box.top);
    });
    point.addEventListener('blur', hide);
  }

  for (const item of document.querySelectorAll('.legend li[data-series]')) {
    item.setAttribute('role', 'button');
    item.setAttribute('tabindex', '0');
    item.setAttribute('aria-pressed', 'true');
    item.title = 'Show or hide';
    const toggle = () => {
      const on = item.getAttribute('aria-pressed') !== 'true';
      item.setAttribute('aria-pressed', String(on));
      for (const part of item.closest('figure').querySelectorAll('svg.plot [data-series]')) {
        if (part.dataset.series === item.dataset.series) part.classList.toggle('off', !on);
      }
    };
    item.addEventListener('click', toggle);
    item.addEventListener('keydown', e => {
      if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); toggle(); }
    });
  }

  for (const table of document.querySelectorAll('table.sortable')) {
    const body = table.tBodies[0];
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

  // Closed tables would be missing on paper.
  window.addEventListener('beforeprint', () => document.querySelectorAll('details').forEach(d => { d.open = true; }));
})();
