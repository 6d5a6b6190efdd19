// Comfort only: every page works without this file.
(() => {
  "use strict";

  const WAIT = "Wird gesendet …";
  const announce = (text) => {
    const place = document.getElementById("ansage");
    if (place) place.textContent = text;
  };

  // One press, one request. The button stays focusable, so nobody loses the place.
  const busy = (form, submitter) => {
    form.dataset.gesendet = "";
    const button = submitter || form.querySelector("button[type=submit]");
    const label = button?.querySelector(".kern-label");
    if (!label) return;
    button.dataset.text = label.textContent;
    button.setAttribute("aria-disabled", "true");
    label.textContent = WAIT;
    announce(WAIT);
  };
  const ready = (form) => {
    delete form.dataset.gesendet;
    for (const button of form.querySelectorAll("button[data-text]")) {
      button.querySelector(".kern-label").textContent = button.dataset.text;
      button.removeAttribute("aria-disabled");
      delete button.dataset.text;
    }
  };

  // Capture phase: htmx must not see the second press either.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if ("gesendet" in form.dataset) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    // htmx may still ask for a confirmation; its form is busy when the request starts. Some pages send by themselves.
    if (form.hasAttribute("hx-post") || "selbst" in form.dataset) return;
    busy(form, event.submitter);
    // A download or a hanging line leaves the page in place; the form's mark makes a retry harmless.
    setTimeout(() => ready(form), 20000);
  }, true);
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-gesendet]").forEach(ready));

  const changed = (field) => {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.options) return [...field.options].some((o) => o.selected !== o.defaultSelected) && field.dataset.beruehrt !== undefined;
    return field.type !== "hidden" && field.defaultValue !== undefined && field.value !== field.defaultValue;
  };
  document.addEventListener("change", (event) => { event.target.dataset.beruehrt = ""; });
  const unsaved = (place) => [...place.querySelectorAll("form[method=post]")].some((form) =>
    !("gesendet" in form.dataset) && !form.querySelector("input[type=password]") &&
    ("ungespeichert" in form.dataset || [...form.elements].some(changed)));
  window.addEventListener("beforeunload", (event) => {
    if (unsaved(document)) event.preventDefault();
  });

  const focus = (element) => {
    if (!element.matches("a[href], button, input, select, textarea, summary, [tabindex]")) element.tabIndex = -1;
    element.focus();
  };
  const summary = document.querySelector("[data-fehler]");
  if (summary) focus(summary);

  document.addEventListener("htmx:after:swap", (event) => {
    const target = event.detail.ctx.target;
    const place = target?.id ? document.getElementById(target.id) : target;
    // Hints while somebody writes say themselves what is new.
    if (!place?.isConnected || "still" in place.dataset) return;
    const errors = place.querySelector("[data-fehler]");
    const title = place.querySelector("h1, h2, h3, legend, label");
    if (errors) return focus(errors);
    const lost = !document.activeElement || document.activeElement === document.body;
    if (lost || "fokus" in place.dataset) focus(place.querySelector("h1, h2, h3") || place.firstElementChild || place);
    else announce(place.dataset.ansage || (title ? `Aktualisiert: ${title.textContent.trim()}` : "Aktualisiert"));
  });
  document.addEventListener("htmx:before:request", (event) => {
    const {sourceElement: source, target} = event.detail.ctx;
    // What a field asks by the way waits for the network; sending asks again.
    if (!navigator.onLine && source?.dataset?.nebenbei !== undefined) return event.preventDefault();
    if (target instanceof Element && !target.contains(source) && unsaved(target) &&
        !window.confirm("Hier stehen Eingaben, die noch nicht gespeichert sind. Trotzdem ersetzen?")) {
      event.preventDefault();
      return;
    }
    if (source?.matches?.("form[hx-post]")) busy(source, event.detail.ctx.submitter);
  });
  document.addEventListener("htmx:finally:request", (event) => {
    const {sourceElement, keepIndicators} = event.detail.ctx;
    const form = sourceElement?.closest?.("form");
    // keepIndicators: the answer leads to another page, so the form is done with.
    if (form && !keepIndicators) ready(form);
  });
  document.addEventListener("htmx:error", (event) => {
    // What a field asks by the way may fail quietly: sending asks again.
    if (event.detail?.ctx?.sourceElement?.dataset?.nebenbei !== undefined) return;
    const place = document.getElementById("meldungen");
    if (!place) return;
    const box = document.createElement("div");
    box.className = "kern-alert kern-alert--danger kf-hinweis";
    const head = box.appendChild(document.createElement("div"));
    head.className = "kern-alert__header";
    const text = head.appendChild(document.createElement("p"));
    text.className = "kern-title kern-title--small";
    text.textContent = "Der Server antwortet nicht. Ihre Eingaben stehen noch hier. Bitte versuchen Sie es gleich noch einmal.";
    place.replaceChildren(box);
  });

  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, select, textarea, [contenteditable]");
    const field = document.querySelector("main [data-suchfeld]") || document.querySelector("[data-suchfeld]");
    if (event.key === "/" && field && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      field.select();
      field.focus();
    }
    if (event.key === "Escape" && document.activeElement?.classList.contains("kf-begriff")) document.activeElement.blur();
  });
})();
