// After a restart of the server the old page's state is gone there: only a fresh page helps.
const notice = document.getElementById('components-reconnect-modal');
const hopeless = ['components-reconnect-rejected', 'components-reconnect-resume-failed'];

new MutationObserver(() => {
  if (hopeless.some(name => notice.classList.contains(name))) location.reload();
}).observe(notice, { attributeFilter: ['class'] });
