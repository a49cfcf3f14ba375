// htmx does the work; here only what a reader must not miss.
(() => {
  const tell = text => {
    const line = document.getElementById('connection');
    if (line.textContent !== text) {
      line.textContent = text;
    }
    line.hidden = text === '';
  };
  const lost = () => {
    if (document.getElementById('connection').hidden) {
      tell('No news from the server since ' + new Date().toLocaleTimeString() + '; what is shown may be old.');
    }
  };
  document.addEventListener('htmx:sendError', lost);
  document.addEventListener('htmx:timeout', lost);
  document.addEventListener('htmx:responseError', event => {
    const status = event.detail.xhr.status;
    tell(status === 401 || status === 403
      ? 'The server does not allow this (' + status + ').'
      : 'The server answered ' + status + '; what is shown may be old.');
  });
  document.addEventListener('htmx:afterRequest', event => {
    if (event.detail.successful) {
      tell('');
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
    // Read out only where the sentence is another one.
    const summary = document.getElementById('summary');
    const now = document.getElementById('seen')?.dataset.summary;
    if (summary && now && summary.textContent !== now) {
      summary.textContent = now;
    }
  });
})();
