// Follows what happens while a page is open. Only the marked place changes, never a form.
(() => {
  "use strict";

  const POLL = 5000;
  const TRY_AGAIN = 60000;
  const jittered = (time) => time * (0.8 + 0.4 * Math.random());

  const follow = (place) => {
    const trouble = place.parentNode.querySelector("[data-live-stoerung]");
    const shown = place.querySelector("[data-live-stand]").dataset.liveStand;
    let said = shown, mark = "", stream, timer, late, pollsUntil = 0, gone = false;

    const connected = (yes) => {
      clearTimeout(late);
      late = undefined;
      if (trouble) trouble.hidden = yes;
    };

    const put = (html) => {
      const fresh = document.createElement("template");
      fresh.innerHTML = html;
      const part = fresh.content.querySelector("[data-live-stand]");
      if (!part) return;
      const {liveStand: stand, ansage} = part.dataset;
      // The way on is for those whose page still shows the state before.
      const way = part.querySelector("[data-weiter]");
      if (way) way.hidden = stand === shown;
      const focused = place.contains(document.activeElement);
      place.replaceChildren(fresh.content);
      if (focused) (place.querySelector("a[href]:not([hidden] a)") || place).focus();
      if (stand === said) return;
      said = stand;
      const voice = document.getElementById("ansage");
      if (voice) voice.textContent = ansage;
      // What else this page shows of the round is older now; whoever shows it listens.
      document.dispatchEvent(new Event("kimflow:stand"));
    };

    const stop = () => {
      clearTimeout(timer);
      clearTimeout(late);
      late = undefined;
      stream?.close();
      stream = undefined;
    };

    const poll = async () => {
      try {
        const answer = await fetch(place.dataset.teil, {headers: mark ? {"If-None-Match": mark} : {}, cache: "no-store", redirect: "manual"});
        if (answer.status === 200) {
          mark = answer.headers.get("ETag") || "";
          put(await answer.text());
        }
        // Signed out, or the right is gone: nothing more to be seen here.
        gone = answer.type === "opaqueredirect" || [401, 403, 404].includes(answer.status);
        connected(!gone && (answer.ok || answer.status === 304));
      } catch {
        connected(false);
      }
      if (gone || document.hidden) return;
      timer = setTimeout(Date.now() > pollsUntil ? listen : poll, jittered(POLL));
    };

    const listen = () => {
      stop();
      stream = new EventSource(place.dataset.live);
      stream.onopen = () => connected(true);
      stream.onmessage = (event) => put(event.data);
      stream.onerror = () => {
        if (stream?.readyState === EventSource.CLOSED) {
          // Refused: ask now and then instead.
          stop();
          pollsUntil = Date.now() + TRY_AGAIN;
          poll();
        } else {
          late ??= setTimeout(() => connected(false), 6000);
        }
      };
    };

    const wake = () => {
      stop();
      if (!document.hidden && !gone) listen();
    };
    document.addEventListener("visibilitychange", wake);
    window.addEventListener("pagehide", stop);
    window.addEventListener("pageshow", (event) => { if (event.persisted) wake(); });
    wake();
  };

  document.querySelectorAll("[data-live]").forEach(follow);
})();
