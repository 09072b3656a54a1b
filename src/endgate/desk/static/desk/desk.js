// Keys, focus, drop and polling. Every act also works as a plain form without this file.
"use strict";
(() => {
  const on = () => document.body.dataset.keys !== "off";
  const typing = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), select, textarea, [contenteditable]");
  const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);
  const current = () => document.activeElement?.closest?.("[data-row]");
  let prefix = "";

  function move(step) {
    const all = rows();
    if (!all.length) return;
    const at = all.indexOf(current());
    const next = all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + step))];
    (next.querySelector("[data-main]") || next).focus();
  }

  // Enter on a page where nothing was chosen opens its first row.
  function first() {
    const main = rows()[0]?.querySelector("[data-main]");
    main?.focus();
    main?.click();
  }

  // An element says which key presses it: data-key="n". Nothing that signs, releases or deletes has one.
  function press(key) {
    const row = current();
    const found = row?.querySelector(`[data-rowkey="${CSS.escape(key)}"]`) || document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!found) return false;
    if (found.matches("input[type=checkbox], input[type=radio], button, a, summary")) found.click();
    const opened = found.matches("summary") && found.parentElement.open;
    const field = opened && found.parentElement.querySelector("select, textarea, input:not([type=hidden])");
    (field || found).focus?.();
    return true;
  }

  // A number picks the reason of that number for the judgement that was chosen.
  function pick(number) {
    const reasons = document.querySelector("[data-reasons]");
    const chosen = document.querySelector("[name=judgement]:checked");
    if (!reasons || !chosen) return false;
    const option = reasons.querySelectorAll(`optgroup[label="${CSS.escape(chosen.value)}"] option`)[number - 1];
    if (option) option.selected = true;
    return Boolean(option);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.ctrlKey) {
      const form = event.target.closest("form") || document.querySelector("form[data-submit]");
      if (form) { event.preventDefault(); form.requestSubmit(); }
      return;
    }
    if (!on() || event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
    if (event.key === "Enter" && event.target === document.body) { event.preventDefault(); first(); return; }
    if (event.key === " " && event.target.closest("a, button, summary, input")) return;
    if (prefix === "g") {
      prefix = "";
      const link = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
      if (link) { event.preventDefault(); link.click(); }
      return;
    }
    if (event.key === "g") { prefix = "g"; return; }
    if (event.key === "j" || event.key === "k") { event.preventDefault(); move(event.key === "j" ? 1 : -1); return; }
    if (event.key === "/") { event.preventDefault(); document.querySelector("#find")?.focus(); return; }
    if (event.key === "?") { event.preventDefault(); document.querySelector("[data-go='?']")?.click(); return; }
    if (/^[1-9]$/.test(event.key) && pick(Number(event.key))) { event.preventDefault(); return; }
    if (event.key.length === 1 && press(event.key)) event.preventDefault();
  });

  // A second click on a button sends its form no second time; after a while, or on the way back, it may be sent again.
  const sent = new Set();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (sent.has(form)) { event.preventDefault(); return; }
    sent.add(form);
    setTimeout(() => sent.delete(form), 5000);
  });
  addEventListener("pageshow", () => sent.clear());

  for (const zone of document.querySelectorAll("[data-drop]")) {
    const input = zone.querySelector("input[type=file]");
    const send = () => { if (input.files.length) input.form.requestSubmit(); };
    input.addEventListener("change", send);
    zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.dataset.over = ""; });
    zone.addEventListener("dragleave", () => delete zone.dataset.over);
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      delete zone.dataset.over;
      input.files = event.dataTransfer.files;
      send();
    });
  }

  // A form may hold blocks to repeat: a button with data-more names the block's template.
  for (const button of document.querySelectorAll("[data-more]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const template = document.getElementById(button.dataset.more);
      const count = document.querySelectorAll(`[data-of="${button.dataset.more}"]`).length;
      const holder = document.createElement("template");
      holder.innerHTML = template.innerHTML.replaceAll("__n__", String(count));
      const added = holder.content.firstElementChild;
      button.before(added);
      added.querySelector("input, select")?.focus();
    });
  }

  for (const box of document.querySelectorAll("[data-poll]")) {
    const ask = async () => {
      const answer = await fetch(box.dataset.poll, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
      if (!answer.ok) return;
      if (answer.headers.get("Endgate-Done")) { location.reload(); return; }
      setTimeout(ask, 2000);
    };
    setTimeout(ask, 2000);
  }

  // What is folded away on screen stands in print.
  const folded = [];
  addEventListener("beforeprint", () => {
    for (const each of document.querySelectorAll("details:not([open])")) { each.open = true; folded.push(each); }
  });
  addEventListener("afterprint", () => { while (folded.length) folded.pop().open = false; });

  document.querySelector("[data-here]")?.scrollIntoView?.({ block: "nearest" });
  document.querySelector(".faults, [data-focus]")?.focus();
  for (const time of document.querySelectorAll("[data-undo-until]")) {
    setTimeout(() => { time.hidden = true; }, 1000 * Number(time.dataset.undoUntil));
  }
})();
