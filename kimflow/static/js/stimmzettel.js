// Comfort on ballots: steps, tapping in order, a draft on the server, patience with weak networks. Without it the
// ballot is a plain form that works.
(() => {
  "use strict";

  const UNKLAR = "Ob Ihre Stimme angekommen ist, ist noch unklar. Noch einmal senden ist ungefährlich: Sie zählt nur einmal.";
  const ENTWURF_NACH = 1200;
  const STAND_ALLE = 15000;
  const VERSUCHE = 3;
  const GRUND_AB = 8;

  const make = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  };
  const unseen = (text) => make("span", "kern-sr-only", text);
  const say = (text) => {
    const place = document.getElementById("ansage");
    if (place) place.textContent = text;
  };
  const changed = (field) => field.dispatchEvent(new Event("change", {bubbles: true}));
  const block = (button, reason) => {
    if (reason) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  };

  // --- points ---
  const points = (form) => {
    const total = Number(form.dataset.punkteGesamt);
    const most = Number(form.dataset.hoechstens);
    const places = [...form.querySelectorAll("[data-punkte]")].map((place) => {
      const input = place.querySelector("input");
      const why = place.parentElement.querySelector("[data-warum]");
      why.id = `${input.id}-warum`;
      const step = (sign, word, by) => {
        const button = make("button", "kf-schritt", sign);
        button.type = "button";
        button.setAttribute("aria-label", `${word} für ${place.dataset.thema}`);
        button.setAttribute("aria-describedby", why.id);
        button.addEventListener("click", () => {
          if (button.getAttribute("aria-disabled")) return say(why.textContent);
          input.value = String(value(input) + by);
          changed(input);
          say(`${input.value} für ${place.dataset.thema}. ${form.querySelector("[data-bilanz]")?.textContent ?? ""}`);
        });
        return button;
      };
      const minus = step("−", "Punkt wegnehmen", -1);
      const plus = step("+", "Punkt hinzufügen", 1);
      input.before(minus);
      input.after(plus);
      return {input, minus, plus, why};
    });
    const value = (input) => Math.max(0, Math.trunc(Number(input.value)) || 0);
    return {
      isOpen: (card) => value(card.querySelector("[data-punkte] input")) === 0,
      update: () => {
        const left = total - places.reduce((sum, place) => sum + value(place.input), 0);
        for (const {input, minus, plus, why} of places) {
          const full = value(input) >= most;
          const reason = full ? `Höchstens ${most} für ein Thema.` : left <= 0 ? "Alle Punkte sind vergeben." : "";
          block(plus, reason);
          block(minus, value(input) === 0 ? "leer" : "");
          why.textContent = reason;
          why.hidden = !reason;
        }
        return left < 0 ? `${-left} zu viel von ${total} Punkten` : `Noch ${left} von ${total} Punkten`;
      },
    };
  };

  // --- places ---
  const ranking = (form) => {
    const last = Number(form.dataset.plaetze);
    const rows = [...form.querySelectorAll("[data-rang]")].map((place) => {
      const select = place.querySelector("select");
      const buttons = make("div", "kf-platz__knoepfe");
      const button = (action) => {
        const one = make("button", "kern-btn kern-btn--secondary");
        one.type = "button";
        one.append(make("span", "kern-label"));
        one.addEventListener("click", () => { if (!one.getAttribute("aria-disabled")) action(); });
        buttons.append(one);
        return one;
      };
      const name = (one, text) => one.firstChild.replaceChildren(text, unseen(` für ${place.dataset.thema}`));
      const row = {place, select, name};
      row.tap = button(() => (at(row) ? remove(row) : set(row, next())));
      row.up = button(() => swap(row, -1));
      row.down = button(() => swap(row, 1));
      name(row.up, "nach oben");
      name(row.down, "nach unten");
      place.querySelector("label").hidden = true;
      place.querySelector(".kern-form-input__select-wrapper").hidden = true;
      place.append(buttons);
      return row;
    });
    const at = (row) => Number(row.select.value) || 0;
    const used = () => rows.filter(at).length;
    const next = () => {
      const taken = new Set(rows.map(at));
      return Array.from({length: last}, (_, i) => i + 1).find((place) => !taken.has(place));
    };
    const set = (row, place) => {
      row.select.value = place ? String(place) : "";
      changed(row.select);
      say(place ? `${row.place.dataset.thema}: Platz ${place}` : `${row.place.dataset.thema}: kein Platz`);
    };
    const remove = (row) => {
      const gap = at(row);
      for (const other of rows) if (at(other) > gap) other.select.value = String(at(other) - 1);
      set(row, 0);
    };
    const swap = (row, by) => {
      const here = at(row);
      const other = rows.find((one) => at(one) === here + by);
      if (other) other.select.value = String(here);
      set(row, here + by);
    };
    return {
      isOpen: (card) => !card.querySelector("[data-rang] select").value,
      update: () => {
        const free = next();
        for (const row of rows) {
          const place = at(row);
          row.tap.setAttribute("aria-pressed", String(Boolean(place)));
          row.name(row.tap, place ? `Platz ${place} – zurücknehmen` : free ? `Platz ${free} geben` : `Alle ${last} Plätze sind vergeben`);
          block(row.tap, !place && !free);
          row.up.hidden = row.down.hidden = !place;
          block(row.up, place <= 1);
          block(row.down, place >= used());
        }
        return `${used()} von ${last} Plätzen vergeben`;
      },
    };
  };

  // --- resistance ---
  const resistance = (form) => {
    const cards = [...form.querySelectorAll("[data-option]")];
    const chosen = (card) => card.querySelector("input[type=radio]:checked")?.value ?? "";
    return {
      isOpen: (card) => chosen(card) === "",
      update: () => {
        const missing = [];
        for (const card of cards) {
          const reason = card.querySelector("[data-grund]");
          const needed = Number(chosen(card)) >= GRUND_AB;
          if (reason) reason.hidden = !needed && !reason.querySelector("textarea").value.trim();
          if (reason && needed && !reason.querySelector("textarea").value.trim()) missing.push("Begründung");
        }
        const rated = cards.filter((card) => chosen(card) !== "").length;
        const last = cards.at(-1);
        const title = last.querySelector(".kf-option__titel").textContent;
        const unrated = rated && chosen(last) === "" ? [`„${title}“`] : [];
        const lacks = [...unrated, ...new Set(missing)].join(" und ");
        return `${rated} von ${cards.length} bewertet${lacks ? ` · ${lacks} fehlt noch` : ""}`;
      },
    };
  };

  const answers = (form) => ({
    isOpen: () => true,
    update: () => {
      const answer = form.querySelector("input[name=wort]:checked")?.value;
      const text = form.querySelector("textarea[name=begruendung]")?.value.trim();
      if (!answer) return "Noch nichts gewählt";
      return answer === "einwand" && !text ? "Begründung fehlt noch" : "";
    },
  });

  // --- only what has no rating yet ---
  const filter = (form, method) => {
    const cards = [...form.querySelectorAll("[data-option]")];
    if (cards.length < 2) return () => {};
    const id = `filter-${cards[0].querySelector(".kf-option__titel").id}`;
    const place = make("div", "kern-form-check kf-zettelfilter");
    const box = make("input", "kern-form-check__checkbox");
    box.type = "checkbox";
    box.id = id;
    const label = make("label", "kern-label", "Nur noch nicht bewertete zeigen");
    label.htmlFor = id;
    place.append(box, label);
    cards[0].before(place);
    const apply = () => {
      // What somebody is just working on stays.
      for (const card of cards) card.hidden = box.checked && !method.isOpen(card) && !card.contains(document.activeElement);
    };
    box.addEventListener("change", (event) => { event.stopPropagation(); apply(); });
    return apply;
  };

  // --- the draft ---
  const drafting = (form) => {
    const words = form.querySelector("[data-entwurf-worte]");
    let timer, request;
    const fields = () => [...form.elements].filter((field) => field.name && field.type !== "hidden");
    const save = async () => {
      request = new AbortController();
      const shown = fields().map((field) => [field, field.value, field.checked]);
      try {
        const answer = await fetch(form.dataset.entwurf, {
          method: "POST", body: new FormData(form), redirect: "manual", signal: request.signal,
        });
        if (answer.type !== "opaqueredirect") throw new Error(String(answer.status));
        const time = new Date().toLocaleTimeString("de-DE", {hour: "2-digit", minute: "2-digit", timeZone: "Europe/Berlin"});
        words.textContent = `Entwurf von ${time} Uhr – noch nicht abgegeben`;
        // Nothing typed would be lost now, so leaving the page needs no warning.
        for (const [field, value, checked] of shown) {
          if (field.type === "radio" || field.type === "checkbox") field.defaultChecked = checked;
          else if (field.options) for (const option of field.options) option.defaultSelected = option.value === value;
          else field.defaultValue = value;
        }
        delete form.dataset.ungespeichert;
      } catch (error) {
        if (error.name !== "AbortError") words.textContent = "Entwurf noch nicht gespeichert – noch nicht abgegeben";
      }
    };
    const stop = () => { clearTimeout(timer); request?.abort(); };
    const later = () => { stop(); timer = setTimeout(save, ENTWURF_NACH); };
    form.querySelector("[data-entwurf-knopf]").hidden = true;
    return {later, stop};
  };

  // --- sending ---
  const ready = (form) => {
    delete form.dataset.gesendet;
    for (const button of form.querySelectorAll("button[data-text]")) {
      button.querySelector(".kern-label").textContent = button.dataset.text;
      button.removeAttribute("aria-disabled");
      delete button.dataset.text;
    }
  };
  const send = async (form) => {
    const trouble = form.querySelector("[data-sendefehler]");
    for (let attempt = 1; ; attempt += 1) {
      try {
        const answer = await fetch(form.action, {
          method: "POST", body: new FormData(form), signal: AbortSignal.timeout(15000),
        });
        if (answer.redirected) return window.location.assign(answer.url);
        // Refused, nothing has changed: the page the server shows for it says why.
        if (answer.status < 500) return form.submit();
      } catch { /* no answer: it may have arrived all the same */ }
      trouble.textContent = UNKLAR;
      trouble.hidden = false;
      if (attempt === VERSUCHE) return ready(form);
      await new Promise((done) => { setTimeout(done, attempt * 2000); });
    }
  };

  const METHODS = {punkte: points, rang: ranking, widerstand: resistance, konsens: answers, mehrheit: answers};
  for (const form of document.querySelectorAll("[data-stimmzettel]")) {
    const method = METHODS[form.dataset.stimmzettel](form);
    const balance = form.querySelector("[data-bilanz]");
    const whole = form.querySelector("input[name=enthaltung]");
    const apply = filter(form, method);
    const show = () => {
      const text = method.update();
      if (balance) balance.textContent = whole?.checked ? "Enthaltung" : text;
    };
    const draft = form.dataset.entwurf ? drafting(form) : {later: () => {}, stop: () => {}};
    form.addEventListener("input", () => { show(); draft.later(); });
    form.addEventListener("change", () => { show(); apply(); draft.later(); });
    form.addEventListener("submit", (event) => {
      draft.stop();
      if (!form.dataset.entwurf) return;
      event.preventDefault();
      send(form);
    });
    show();
  }

  // --- what has become of the ballot meanwhile: words only, never the form ---
  const stands = [...document.querySelectorAll("[data-stand]")];
  const look = async (event) => {
    if (document.hidden) return;
    for (const place of stands) {
      try {
        const answer = await fetch(place.dataset.stand, {headers: {"HX-Request": "true", "Kimflow-Nebenbei": "1"}, redirect: "error"});
        if (!answer.ok) continue;
        const fresh = document.createElement("template");
        fresh.innerHTML = await answer.text();
        const words = (one) => one.textContent.replace(/\s+/g, " ").trim();
        if (words(fresh.content) === words(place)) continue;
        place.replaceChildren(fresh.content);
        // live.js has said it when it was live.js that noticed.
        if (!event) say(words(place));
      } catch { /* the next look will tell */ }
    }
  };
  if (stands.length) {
    setInterval(() => look(), STAND_ALLE);
    document.addEventListener("kimflow:stand", look);
  }
})();
