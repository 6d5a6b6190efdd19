// Follows what happens while a page is open. Only the marked places change, never a form somebody types in.
(() => {
  "use strict";

  const POLL = 5000;
  const TRY_AGAIN = 60000;
  const GONE = [401, 403, 404, 410];
  const jittered = (time) => time * (0.8 + 0.4 * Math.random());
  // What the thread of the server renders knows no session; the page's own token goes into its forms.
  const csrf = document.querySelector("input[name=csrf_token]")?.value ?? "";
  const say = (text) => {
    const voice = document.getElementById("ansage");
    if (voice && text) voice.textContent = text;
  };

  // --- what counts down: <… data-bis="2026-11-22T14:05:00+01:00"> ---
  let ahead = 0;
  const count = () => {
    for (const place of document.querySelectorAll("[data-bis]")) {
      const left = Math.ceil((Date.parse(place.dataset.bis) - Date.now() - ahead) / 1000);
      const [minutes, seconds] = [Math.floor(Math.abs(left) / 60), Math.abs(left) % 60];
      const text = left > 0 ? `${minutes}:${String(seconds).padStart(2, "0")}` : "Zeit um";
      if (place.textContent !== text) place.textContent = text;
      place.classList.toggle("kf-uhr--um", left <= 0);
    }
  };

  const follow = (place) => {
    const trouble = place.parentNode.querySelector("[data-live-stoerung]");
    const shown = place.querySelector("[data-live-stand]")?.dataset.liveStand;
    const known = new Map([...place.querySelectorAll("[id]")].map((one) => [one.id, one.innerHTML.trim()]));
    let said = shown, mark = "", stream, timer, late, pollsUntil = 0, gone = false;

    const connected = (yes) => {
      clearTimeout(late);
      late = undefined;
      if (trouble) trouble.hidden = yes;
    };

    // One place of a page that has several. What is said of it is said once.
    const putInto = (here, part) => {
      const {ansage} = part.dataset;
      const news = here.dataset.ansage !== undefined && here.dataset.ansage !== ansage ? ansage : "";
      if (ansage !== undefined) here.dataset.ansage = ansage;
      const html = part.innerHTML.trim();
      if (known.get(here.id) === html) return news;
      known.set(here.id, html);
      const focused = here.contains(document.activeElement) ? document.activeElement : null;
      const open = [...here.querySelectorAll("details[id][open]")].map((one) => one.id);
      here.replaceChildren(...part.childNodes);
      for (const id of open) document.getElementById(id)?.setAttribute("open", "");
      if (focused) {
        const again = focused.id && here.querySelector(`#${CSS.escape(focused.id)}`);
        if (!again && !here.hasAttribute("tabindex")) here.tabIndex = -1;
        (again || here).focus({preventScroll: true});
      }
      return news;
    };

    const putAll = (parts) => {
      const news = [];
      for (const part of parts) {
        for (const field of part.querySelectorAll("input[name=csrf_token]")) field.setAttribute("value", csrf);
        const here = document.getElementById(part.dataset.platz);
        if (here) news.push(putInto(here, part));
      }
      say(news.filter(Boolean).join(" "));
      count();
    };

    const put = (html) => {
      const fresh = document.createElement("template");
      fresh.innerHTML = html;
      const parts = fresh.content.querySelectorAll("[data-platz]");
      if (parts.length) return putAll(parts);
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
      say(ansage);
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
        const time = Date.parse(answer.headers.get("Date"));
        if (time) ahead = time - Date.now();
        if (answer.status === 200) {
          mark = answer.headers.get("ETag") || "";
          put(await answer.text());
        }
        // Signed out, or the right is gone: nothing more to be seen here.
        gone = answer.type === "opaqueredirect" || GONE.includes(answer.status);
        connected(!gone && (answer.ok || answer.status === 304));
      } catch {
        connected(false);
      }
      // A page nobody sits at says itself what became of it.
      if (gone && "liveNeu" in place.dataset) return window.location.reload();
      if (gone || document.hidden) return;
      timer = setTimeout(Date.now() > pollsUntil ? listen : poll, jittered(POLL));
    };

    const listen = () => {
      stop();
      stream = new EventSource(place.dataset.live);
      stream.onopen = () => connected(true);
      stream.onmessage = (event) => put(event.data);
      stream.addEventListener("uhr", (event) => { ahead = Number(event.data) - Date.now(); count(); });
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
    // A page that did something itself does not wait for its turn.
    document.addEventListener("kimflow:nachsehen", () => {
      if (stream || gone) return;
      clearTimeout(timer);
      poll();
    });
    document.addEventListener("visibilitychange", wake);
    window.addEventListener("pagehide", stop);
    window.addEventListener("pageshow", (event) => { if (event.persisted) wake(); });
    wake();
  };

  document.querySelectorAll("[data-live]").forEach(follow);
  count();
  setInterval(count, 1000);
})();
