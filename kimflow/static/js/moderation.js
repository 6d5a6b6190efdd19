// The moderator's screen: taps without a new page, lines that wait for the network, keys. Works without this file too.
(() => {
  "use strict";

  const saal = document.getElementById("saal");
  const here = window.location.pathname;
  const ahead = Date.parse(saal.dataset.jetzt) - Date.now();
  const now = () => Date.now() + ahead;
  const clock = (time) => new Date(time).toLocaleTimeString("de-DE", {hour: "2-digit", minute: "2-digit", timeZone: "Europe/Berlin"});
  const minutes = (milliseconds) => Math.round(milliseconds / 60000);
  const MINUTE = 60000;

  // --- time goes on between two things that happen ---
  const taken = ({sekunden, seit, aufgerufen}) => Number(sekunden) * 1000 + now() - Date.parse(seit || aufgerufen);
  const write = (place, text) => { if (place.textContent !== text) place.textContent = text; };
  const tick = () => {
    for (const place of document.querySelectorAll("[data-uhrzeit]")) write(place, `${clock(now())} Uhr`);
    for (const place of document.querySelectorAll("[data-seit]")) {
      write(place, `${minutes(taken(place.dataset))} min`);
      place.classList.toggle("kf-saal__ende--drueber", place.dataset.plan !== undefined && taken(place.dataset) > place.dataset.plan * MINUTE);
    }
    for (const place of document.querySelectorAll("[data-ende]")) {
      const left = place.dataset.aufgerufen ? Math.max(0, place.dataset.minuten * MINUTE - taken(place.dataset)) : 0;
      const end = Math.max(now(), Date.parse(place.dataset.beginn)) + place.dataset.rest * 1000 + left;
      const over = minutes(end - Date.parse(place.dataset.soll));
      write(place, `voraussichtlich ${clock(end)} Uhr${over > 0 ? `, ${over} min drüber` : ""}`);
      place.classList.toggle("kf-saal__ende--drueber", over > 0);
    }
  };
  tick();
  setInterval(tick, 1000);

  // --- sending ---
  const GONE = "Sie sind abgemeldet. Melden Sie sich in einem neuen Fenster an; was Sie geschrieben haben, bleibt hier stehen.";
  const SILENT = "Der Server antwortet nicht. Bitte versuchen Sie es gleich noch einmal.";
  let token = document.querySelector("input[name=csrf_token]")?.value ?? "";

  const trouble = document.getElementById("stoerung");
  const complain = (reasons) => {
    trouble.replaceChildren(...reasons.map((reason) => {
      const line = document.createElement("p");
      line.textContent = reason;
      return line;
    }));
    if (reasons.includes(GONE)) {
      const link = trouble.lastChild.appendChild(document.createElement("a"));
      Object.assign(link, {href: "/anmelden", target: "_blank", rel: "noopener", textContent: "Anmelden"});
      link.before(" ");
    }
  };

  // After signing in again somewhere else, the page's own token is an old one.
  const renew = async () => {
    const answer = await fetch(here, {redirect: "manual", cache: "no-store"});
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    token = page.querySelector("input[name=csrf_token]")?.value ?? token;
    return true;
  };

  const reasonsIn = async (answer) => {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = [...page.querySelectorAll(".kern-alert li, main p")].map((one) => one.textContent.trim());
    return found.length ? found.slice(0, 4) : ["Das ging nicht. Bitte laden Sie die Seite neu."];
  };

  // "done", or the reasons why not, or "later" where nobody knows.
  const send = async (url, data, again = true) => {
    data.set("csrf_token", token);
    let answer;
    try {
      answer = await fetch(url, {method: "POST", body: data, headers: {"HX-Request": "true"}, redirect: "manual"});
    } catch {
      return {later: true, reasons: [SILENT]};
    }
    const to = answer.headers.get("HX-Redirect") || "";
    if (answer.status === 204 && !to.startsWith("/anmelden")) return {done: true};
    if (answer.type === "opaqueredirect" || answer.status === 204 || answer.status === 401 || answer.status === 400) {
      const signedIn = await renew().catch(() => null);
      if (signedIn === null) return {later: true, reasons: [SILENT]};
      if (signedIn && again) return send(url, data, false);
      return {later: true, reasons: [signedIn ? SILENT : GONE]};
    }
    if ([403, 404, 409, 413, 422].includes(answer.status)) return {reasons: await reasonsIn(answer)};
    return {later: true, reasons: [SILENT]};
  };
  const look = () => document.dispatchEvent(new Event("kimflow:nachsehen"));

  // --- one tap ---
  const busy = new Set();
  const tap = async (form) => {
    const mark = `${form.action} ${new URLSearchParams(new FormData(form))}`;
    if (busy.has(mark)) return;
    busy.add(mark);
    const data = new FormData(form);
    // Before it is sent: the agenda may follow before the answer is here.
    const was = placeOf(data.get("top"));
    const {done, reasons} = await send(form.action, data);
    busy.delete(mark);
    complain(done ? [] : reasons);
    if (!done) return;
    if ("leeren" in form.dataset) {
      form.reset();
      const next = form.querySelector("input[name=marke]");
      if (next) next.value = mint();
    }
    if (data.has("position")) undo(form, data, was);
    look();
  };

  const undoPlace = document.getElementById("rueckgaengig");
  let undoTimer;
  const placeOf = (top) => {
    const row = top && document.querySelector(`#m-tops [data-top="${CSS.escape(top)}"]`);
    return row ? [...row.parentNode.children].indexOf(row) + 1 : 0;
  };
  const undo = (form, data, was) => {
    if (!was || String(was) === data.get("position")) return;
    const button = document.createElement("button");
    Object.assign(button, {type: "button", className: "kf-textknopf", textContent: "Rückgängig"});
    button.addEventListener("click", async () => {
      undoPlace.hidden = true;
      const back = new FormData();
      for (const name of ["top", "zurueck"]) back.set(name, data.get(name));
      back.set("position", was);
      const {done, reasons} = await send(form.action, back);
      complain(done ? [] : reasons);
      look();
    });
    undoPlace.replaceChildren("Verschoben. ", button);
    undoPlace.hidden = false;
    clearTimeout(undoTimer);
    undoTimer = setTimeout(() => { undoPlace.hidden = true; }, 10000);
  };

  // --- lines ---
  const mint = () => [...crypto.getRandomValues(new Uint8Array(18))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const line = document.getElementById("zeile");
  const queuePlace = document.getElementById("schlange");
  const queue = [];
  let sending = false, patience = 1000, timer, toLatest = false;

  const waiting = () => queue.filter((one) => !one.refused);
  const showQueue = (why = "") => {
    const open = queue.length;
    queuePlace.hidden = !queuePlace.querySelector("li");
    const text = open ? `noch nicht gespeichert (${open})${why ? `: ${why}` : ""}` : "";
    write(queuePlace.querySelector(".kf-schlange__stand"), text);
  };
  const drop = (one) => {
    queue.splice(queue.indexOf(one), 1);
    one.row.remove();
    showQueue();
  };
  // The line was changed by this file and not by keys: its hints follow all the same.
  const typed = () => line.elements.text.dispatchEvent(new Event("input", {bubbles: true}));
  const say = (one, text) => write(one.state, text);

  const enqueue = (data) => {
    const row = queuePlace.querySelector("ol").appendChild(document.createElement("li"));
    const text = row.appendChild(document.createElement("span"));
    text.textContent = data.get("text");
    const state = row.appendChild(document.createElement("span"));
    state.className = "kf-schlange__zustand";
    const one = {data, row, state, refused: false};
    say(one, " wartet");
    queue.push(one);
    showQueue();
    pump();
  };

  const refuse = (one, reasons) => {
    one.refused = true;
    one.row.classList.add("kf-schlange--abgelehnt");
    say(one, ` ${reasons.join(" ")} `);
    const edit = one.row.appendChild(document.createElement("button"));
    Object.assign(edit, {type: "button", className: "kf-textknopf", textContent: "Bearbeiten"});
    edit.addEventListener("click", () => {
      for (const name of ["top", "art", "text", "verantwortlich", "faellig_am"]) line.elements[name].value = one.data.get(name) ?? "";
      drop(one);
      line.elements.text.focus();
      typed();
    });
    const away = one.row.appendChild(document.createElement("button"));
    Object.assign(away, {type: "button", className: "kf-textknopf", textContent: "Verwerfen"});
    away.addEventListener("click", () => { drop(one); line.elements.text.focus(); });
    showQueue();
  };

  const pump = async () => {
    clearTimeout(timer);
    const [one] = waiting();
    if (sending || !one) return;
    sending = true;
    say(one, " wird gespeichert …");
    const {done, later, reasons} = await send(line.action, one.data);
    sending = false;
    if (done) {
      patience = 1000;
      queue.splice(queue.indexOf(one), 1);
      say(one, " ✓ gespeichert");
      one.row.classList.add("kf-schlange--fertig");
      setTimeout(() => { one.row.remove(); showQueue(); }, 4000);
      showQueue();
      complain([]);
      toLatest = true;
      look();
    } else if (later) {
      for (const each of waiting()) say(each, " wartet auf die Verbindung");
      showQueue(reasons.includes(GONE) ? GONE : "Es wird weiter versucht.");
      if (reasons.includes(GONE)) complain(reasons);
      timer = setTimeout(pump, patience);
      patience = Math.min(patience * 2, 30000);
      return;
    } else {
      refuse(one, reasons);
    }
    pump();
  };
  window.addEventListener("online", () => { patience = 1000; pump(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) pump(); });
  window.addEventListener("beforeunload", (event) => { if (queue.length) event.preventDefault(); });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!("selbst" in form.dataset)) return;
    event.preventDefault();
    if (form !== line) return tap(form);
    const {text} = line.elements;
    if (!text.value.trim()) return text.focus();
    const data = new URLSearchParams(new FormData(line));
    data.set("marke", mint());
    enqueue(data);
    const {art, verantwortlich, faellig_am: due} = line.elements;
    [text.value, art.value, verantwortlich.value, due.value] = ["", "information", "", ""];
    adopt();
    text.focus();
    typed();
  });

  // --- a line keeps its item, even when the next one is called while somebody types ---
  const hint = document.getElementById("zeile-hinweis");
  let running;
  const rows = () => [...document.querySelectorAll("#m-tops [data-top]")];
  const adopt = () => {
    if (!line) return;
    const select = line.elements.top;
    const chosen = select.value;
    select.replaceChildren(...rows().map((row) => new Option(row.dataset.titel, row.dataset.top)));
    const before = running;
    running = rows().find((row) => "laufend" in row.dataset)?.dataset.top;
    const typing = line.elements.text.value.trim() !== "";
    if (running && !typing) select.value = running;
    else if (rows().some((row) => row.dataset.top === chosen)) select.value = chosen;
    const moved = typing && running && before !== running && select.value !== running;
    if (moved) write(hint, `Ihre Zeile gehört weiter zu ${select.selectedOptions[0].text}.`);
    if (moved || !typing) hint.hidden = !moved;
  };
  if (line) {
    running = rows().find((row) => "laufend" in row.dataset)?.dataset.top;
    new MutationObserver(adopt).observe(document.getElementById("m-tops"), {childList: true});
    // What was just stored comes last; show it.
    const item = document.getElementById("m-punkt");
    new MutationObserver(() => {
      if (toLatest) item.scrollTop = item.scrollHeight;
      toLatest = false;
    }).observe(item, {childList: true});
    line.elements.top.addEventListener("change", () => { hint.hidden = true; });
    showQueue();
  }

  // --- keys; never while somebody types ---
  const go = (element) => {
    if (!element) return;
    const column = element.closest(".kf-saal__spalte");
    if (column && !column.checkVisibility()) window.location.hash = column.id;
    element.closest("details:not([open])")?.setAttribute("open", "");
    element.focus();
  };
  const find = (...selectors) => selectors.map((one) => document.querySelector(one)).find(Boolean);
  const KEYS = {
    ArrowRight: () => {
      const next = find("#m-tops [data-naechster] form[action$='/aufrufen']");
      if (next) next.requestSubmit();
      else if (find("#m-uebernehmen")) complain(["Jemand anderes führt gerade durch die Sitzung. Übernehmen Sie zuerst."]);
    },
    n: () => go(line?.elements.text),
    r: () => go(find("#m-nebenan-oeffnen", "#m-nebenan-handzeichen", "#m-nebenan-vorbereiten", ".kf-saalrunde a", "#m-naechster-schritt")),
    p: () => go(find("#m-wand ~ div [aria-pressed=true]", "#m-wand-auf", "#m-wandlink")),
    "?": () => {
      const list = document.getElementById("tasten");
      list.open = !list.open;
      list.querySelector("summary").focus();
    },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, select, textarea, [contenteditable]")) return;
    if (event.key === "Escape") document.getElementById("tasten").open = false;
    const act = KEYS[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act || event.repeat) return;
    event.preventDefault();
    act();
  });
})();
