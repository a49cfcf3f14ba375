(function () {
  'use strict';
  var DISTANCE = 6, STEP = 6;
  function numbers(element, name) { return element.getAttribute(name).split(' ').map(Number); }

  document.querySelectorAll('svg.figure g.turn').forEach(function (turn) {
    var cx = +turn.dataset.x, cy = +turn.dataset.y, radius = +turn.dataset.r;
    var home = [+turn.dataset.yaw, +turn.dataset.pitch], yaw = home[0], pitch = home[1];
    var lines = Array.prototype.slice.call(turn.querySelectorAll('line'));
    var texts = Array.prototype.slice.call(turn.querySelectorAll('text'));
    var group = turn.querySelector('g.points');
    var points = Array.prototype.slice.call(group.children);
    var places = new Map();
    lines.forEach(function (l) { places.set(l, [numbers(l, 'data-a'), numbers(l, 'data-b')]); });
    texts.concat(points).forEach(function (e) { places.set(e, numbers(e, 'data-p')); });
    var sizes = new Map();

    function project(p) {
      var a = yaw * Math.PI / 180, b = pitch * Math.PI / 180;
      var right = p[0] * Math.cos(a) + p[2] * Math.sin(a), back = p[2] * Math.cos(a) - p[0] * Math.sin(a);
      var up = p[1] * Math.cos(b) - back * Math.sin(b), depth = p[1] * Math.sin(b) + back * Math.cos(b);
      var scale = DISTANCE / (DISTANCE - depth);
      return { x: cx + radius * right * scale, y: cy - radius * up * scale, depth: depth };
    }
    function draw() {
      var nearest = 0, ends = new Map();
      lines.forEach(function (line) {
        ends.set(line, places.get(line).map(project));
        ends.get(line).forEach(function (end) { nearest = Math.max(nearest, end.depth); });
      });
      lines.forEach(function (line) {
        var a = ends.get(line)[0], b = ends.get(line)[1];
        line.setAttribute('opacity', Math.max(a.depth, b.depth) > nearest - 1e-9 ? 0.35 : 1);
        line.setAttribute('x1', a.x.toFixed(1)); line.setAttribute('y1', a.y.toFixed(1));
        line.setAttribute('x2', b.x.toFixed(1)); line.setAttribute('y2', b.y.toFixed(1));
      });
      texts.forEach(function (text) {
        var at = project(places.get(text));
        text.setAttribute('x', at.x.toFixed(1)); text.setAttribute('y', (at.y + +text.dataset.below).toFixed(1));
      });
      points.forEach(function (point) {
        var at = project(places.get(point)), near = (at.depth + 1.75) / 3.5;
        sizes.set(point, at.depth);
        point.setAttribute('transform',
          'translate(' + at.x.toFixed(1) + ' ' + at.y.toFixed(1) + ') scale(' + (0.6 + 0.65 * near).toFixed(2) + ')');
        point.setAttribute('opacity', (0.35 + 0.6 * near).toFixed(2));
      });
      points.slice().sort(function (p, q) { return sizes.get(p) - sizes.get(q); })
        .forEach(function (point) { group.appendChild(point); });
    }
    function by(dYaw, dPitch) {
      yaw = (yaw + dYaw) % 360;
      pitch = Math.max(-89, Math.min(89, pitch + dPitch));
      draw();
    }

    turn.addEventListener('keydown', function (e) {
      var move = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, STEP], ArrowDown: [0, -STEP] }[e.key];
      if (!move && e.key !== 'Home') { return; }
      e.preventDefault();
      e.stopPropagation();
      if (move) { by(move[0], move[1]); } else { yaw = home[0]; pitch = home[1]; draw(); }
    });
    var last = null;
    turn.addEventListener('pointerdown', function (e) {
      last = [e.clientX, e.clientY];
      turn.setPointerCapture(e.pointerId);
    });
    turn.addEventListener('pointermove', function (e) {
      if (!last) { return; }
      by((e.clientX - last[0]) * 0.5, (e.clientY - last[1]) * 0.5);
      last = [e.clientX, e.clientY];
    });
    ['pointerup', 'pointercancel'].forEach(function (name) {
      turn.addEventListener(name, function () { last = null; });
    });
  });
})();
