// The Maßnahmen one by one: ← and → follow the links that stand there anyway.
(() => {
  "use strict";

  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest("input, textarea, select, [contenteditable]");
    if (writing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const rel = {ArrowLeft: "prev", ArrowRight: "next"}[event.key];
    const link = rel && document.querySelector(`[data-blaettern] a[rel=${rel}]`);
    if (link) link.click();
  });
})();
