// Rows of a table typed into by keyboard while people talk. Without this file the same buttons ask the server.
(() => {
  "use strict";

  const MOST = 40;
  const NAMES = ["name", "id", "for", "value", "aria-label", "aria-describedby", "formaction", "hx-post", "hx-target"];
  const removed = new WeakMap();

  const rowsOf = (section) => [...section.querySelectorAll("tbody > tr")];
  const controls = (row) => [...row.querySelectorAll("select, input, textarea")];
  const other = (section, kind) => section.closest("form").querySelector(`[data-zeilen=${kind}]`);
  const say = (section, text, undo = false) => {
    section.querySelector("[data-zeilenstand]").textContent = text;
    section.querySelector("button[value$=-zurueck]").hidden = !undo;
  };
  const typed = (section) => section.dispatchEvent(new Event("input", {bubbles: true}));

  // Names and labels say which row it is: rows are numbered anew after every change.
  const number = (section) => {
    const {zeilen: kind, wort: word} = section.dataset;
    rowsOf(section).forEach((row, index) => {
      const count = index + 1;
      row.id = `${kind}-zeile-${count}`;
      row.querySelector("[data-zahl]").textContent = count;
      for (const element of row.querySelectorAll("*")) {
        for (const name of NAMES) {
          if (!element.hasAttribute(name) || (name === "value" && element.name !== "zeile")) continue;
          element.setAttribute(name, element.getAttribute(name)
            .replace(new RegExp(`\\b${kind}-(\\d+|muster|neu)-(?!stand|titel)`, "g"), `${kind}-${index}-`)
            .replace(new RegExp(`^${word} (\\d+|neu)\\b`), `${word} ${count}`));
        }
      }
    });
  };
  // Bruchstellen go with the Station they follow.
  const places = (section) => section.dataset.zeilen === "stationen"
    ? [...other(section, "bruchstellen").querySelectorAll("[name$=-nach_station]")].filter((field) => field.value) : [];
  const follow = (section, moved) => {
    for (const field of places(section)) {
      const to = moved(Number(field.value));
      if (to !== undefined) field.value = to || "";
    }
  };

  const add = (section) => {
    const rows = rowsOf(section);
    if (rows.length >= MOST) return say(section, `Mehr als ${MOST} Zeilen gehen nicht.`);
    const row = section.querySelector("template").content.querySelector("tr").cloneNode(true);
    section.querySelector("tbody").append(row);
    number(section);
    window.htmx?.process(row);
    say(section, `${section.dataset.wort} ${rows.length + 1} hinzugefügt.`);
    controls(row)[0].focus();
    typed(section);
    return row;
  };
  const move = (section, row, by) => {
    const from = rowsOf(section).indexOf(row);
    const neighbour = rowsOf(section)[from + by];
    if (!neighbour) return;
    const active = document.activeElement;
    if (by < 0) neighbour.before(row); else neighbour.after(row);
    number(section);
    follow(section, (old) => (old === from + 1 ? from + 1 + by : old === from + 1 + by ? from + 1 : undefined));
    active.focus();
    say(section, `${section.dataset.wort} ${from + 1} ist jetzt ${section.dataset.wort} ${from + 1 + by}.`);
    typed(section);
  };
  const remove = (section, row) => {
    const index = rowsOf(section).indexOf(row);
    row.remove();
    number(section);
    const broken = new Set(places(section).filter((field) => Number(field.value) === index + 1));
    follow(section, (old) => (old > index ? old - 1 : undefined));
    removed.set(section, {row, index, broken});
    say(section, `${section.dataset.wort} ${index + 1} entfernt.`, true);
    section.querySelector("button[value$=-zurueck]").focus();
    typed(section);
  };
  const putBack = (section) => {
    const {row, index: before, broken} = removed.get(section);
    removed.delete(section);
    const rows = rowsOf(section);
    const index = Math.min(before, rows.length);
    if (rows[index]) rows[index].before(row); else section.querySelector("tbody").append(row);
    number(section);
    // Much may have moved since: only what hung on this very row goes back to it.
    follow(section, (old) => (old > index ? old + 1 : undefined));
    for (const field of broken) field.value = index + 1;
    say(section, `${section.dataset.wort} ${index + 1} ist wieder da.`);
    controls(row)[0].focus();
    typed(section);
  };

  // A Station chosen since is not taken back with the removed one.
  const chosen = (section, field) => removed.get(section)?.broken.delete(field);

  // A Bruchstelle after this Station: from what stands in this row to what stands in the next.
  const breakAfter = (section, row) => {
    const place = other(section, "bruchstellen");
    const index = rowsOf(section).indexOf(row);
    const next = rowsOf(section)[index + 1];
    const blank = rowsOf(place).find((one) => controls(one).every((field) => !field.value.trim()));
    const target = blank ?? add(place);
    if (!target) return;
    const put = (name, from, column) => {
      const field = target.querySelector(`[name$="-${name}"]`);
      field.value = from?.querySelector(`[name$="-${column}"]`).value ?? "";
      field.dataset.beruehrt = "";
    };
    const after = target.querySelector("[name$=-nach_station]");
    after.value = index + 1;
    chosen(section, after);
    for (const column of ["rechtskreis", "institutionstyp"]) {
      put(`von_${column}`, row, column);
      put(`zu_${column}`, next, column);
    }
    say(place, `Bruchstelle ${rowsOf(place).indexOf(target) + 1} nach Station ${index + 1}: Ursache und Handlungsfeld fehlen noch.`);
    (controls(target).find((field) => !field.value.trim()) ?? controls(target)[0]).focus();
    typed(place);
  };

  const ACTS = {hoch: (s, r) => move(s, r, -1), runter: (s, r) => move(s, r, +1), weg: remove, bruch: breakAfter};

  document.addEventListener("click", (event) => {
    const button = event.target.closest?.("[data-zeilen] button[name=zeile]");
    if (!button) return;
    const section = button.closest("[data-zeilen]");
    const what = button.value.split("-").at(-1);
    // A row taken out before this page came is known to the server only.
    if (what === "zurueck" && !removed.has(section)) return;
    event.preventDefault();
    if (what === "neu") add(section);
    else if (what === "zurueck") putBack(section);
    else ACTS[what](section, button.closest("tr"));
  });

  document.addEventListener("input", (event) => {
    const stations = event.target.closest?.("form")?.querySelector("[data-zeilen=stationen]");
    if (stations) chosen(stations, event.target);
  });

  document.addEventListener("keydown", (event) => {
    const row = event.target.closest?.("[data-zeilen] tbody > tr");
    if (!row || event.isComposing || event.target.matches("button")) return;
    const section = row.closest("[data-zeilen]");
    const alone = !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (event.key === "Enter" && alone) {
      event.preventDefault();
      const rows = rowsOf(section);
      const below = rows[rows.indexOf(row) + 1];
      if (below) controls(below)[controls(row).indexOf(event.target)].focus();
      else add(section);
    } else if (event.altKey && event.shiftKey && ["ArrowUp", "ArrowDown"].includes(event.key)) {
      event.preventDefault();
      move(section, row, event.key === "ArrowUp" ? -1 : 1);
    } else if (event.altKey && event.shiftKey && event.key === "Delete") {
      event.preventDefault();
      remove(section, row);
    }
  });
})();
