(function () {
  'use strict';
  var tip = document.createElement('div');
  tip.id = 'tip';
  tip.setAttribute('role', 'status');
  document.body.appendChild(tip);
  function show(target, x, y) {
    tip.textContent = target.getAttribute('data-tip');
    tip.style.visibility = 'visible';
    var w = tip.offsetWidth, h = tip.offsetHeight;
    tip.style.left = Math.max(4, Math.min(x + 14, window.innerWidth - w - 8)) + 'px';
    tip.style.top = (y + 18 + h > window.innerHeight ? y - h - 10 : y + 18) + 'px';
  }
  function hide() { tip.style.visibility = 'hidden'; }
  document.addEventListener('mousemove', function (e) {
    var t = e.target.closest ? e.target.closest('[data-tip]') : null;
    if (t) { show(t, e.clientX, e.clientY); } else { hide(); }
  });
  document.addEventListener('keydown', function (e) { if (e.key === 'Escape') { hide(); } });

  document.querySelectorAll('svg.figure').forEach(function (svg) {
    var marks = Array.prototype.slice.call(svg.querySelectorAll('[data-tip]'));
    if (!marks.length) { return; }
    var at = -1;
    svg.setAttribute('tabindex', '0');
    svg.addEventListener('keydown', function (e) {
      if (e.key !== 'ArrowRight' && e.key !== 'ArrowLeft') { return; }
      e.preventDefault();
      at = (at + (e.key === 'ArrowRight' ? 1 : -1) + marks.length) % marks.length;
      var box = marks[at].getBoundingClientRect();
      show(marks[at], box.left + box.width / 2, box.top + box.height / 2);
    });
    svg.addEventListener('blur', hide);
  });

  document.querySelectorAll('table.sortable').forEach(function (table) {
    table.querySelectorAll('th').forEach(function (th, column) {
      var label = th.textContent, button = document.createElement('button');
      button.type = 'button';
      button.textContent = label;
      th.textContent = '';
      th.appendChild(button);
      button.addEventListener('click', function () { sort(table, column, th); });
    });
  });
  function value(row, column) {
    var cell = row.cells[column], raw = cell.getAttribute('data-value');
    return raw === null ? cell.textContent : parseFloat(raw);
  }
  function sort(table, column, th) {
    var body = table.tBodies[0], up = th.getAttribute('aria-sort') !== 'ascending';
    var rows = Array.prototype.slice.call(body.rows).map(function (r, i) { return [value(r, column), i, r]; });
    rows.sort(function (a, b) {
      var x = a[0], y = b[0];
      if (typeof x === 'number' || typeof y === 'number') {
        if (isNaN(x) || isNaN(y)) { return isNaN(x) ? (isNaN(y) ? a[1] - b[1] : 1) : -1; }
        return (up ? x - y : y - x) || a[1] - b[1];
      }
      return (up ? 1 : -1) * x.localeCompare(y) || a[1] - b[1];
    });
    rows.forEach(function (r) { body.appendChild(r[2]); });
    table.querySelectorAll('th').forEach(function (h) { h.removeAttribute('aria-sort'); });
    th.setAttribute('aria-sort', up ? 'ascending' : 'descending');
  }

  document.querySelectorAll('button[data-save]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () {
      var svg = document.getElementById(button.getAttribute('data-save')).cloneNode(true);
      var style = document.createElementNS('http://www.w3.org/2000/svg', 'style');
      style.textContent = document.getElementById('figure-style').textContent;
      svg.insertBefore(style, svg.firstChild);
      var url = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(svg)], { type: 'image/svg+xml' }));
      var a = document.createElement('a');
      a.href = url;
      a.download = svg.id.replace('fig-', '') + '.svg';
      a.click();
      setTimeout(function () { URL.revokeObjectURL(url); }, 1000);
    });
  });

  var links = document.querySelectorAll('nav a');
  if ('IntersectionObserver' in window) {
    var seen = new IntersectionObserver(function (entries) {
      entries.forEach(function (e) {
        if (!e.isIntersecting) { return; }
        links.forEach(function (a) { a.classList.toggle('here', a.getAttribute('href') === '#' + e.target.id); });
      });
    }, { rootMargin: '0px 0px -70% 0px' });
    document.querySelectorAll('section[id]').forEach(function (s) { seen.observe(s); });
  }
})();
