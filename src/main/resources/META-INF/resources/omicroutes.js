// htmx does the work; here only what a reader must not miss.
(() => {
  const line = () => document.getElementById('connection');
  const lost = () => {
    if (line().hidden) {
      line().textContent =
        'No news from the server since ' + new Date().toLocaleTimeString() + '; what is shown may be old.';
      line().hidden = false;
    }
  };
  document.addEventListener('htmx:sendError', lost);
  document.addEventListener('htmx:timeout', lost);
  document.addEventListener('htmx:responseError', lost);
  document.addEventListener('htmx:afterRequest', event => {
    if (event.detail.successful) {
      line().hidden = true;
    }
  });

  // Whoever works with the keyboard stays where the replaced element was.
  let inside = false;
  document.addEventListener('htmx:beforeSwap', event => {
    inside = event.detail.target.contains(document.activeElement);
  });
  document.addEventListener('htmx:afterSettle', event => {
    if (inside && document.activeElement === document.body) {
      event.detail.target.focus({preventScroll: true});
    }
    inside = false;
  });
})();
