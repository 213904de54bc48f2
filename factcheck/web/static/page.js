// What pages do beyond HTML: progress of a check, keys for reviewing, checking a selection. Everything works without it.
"use strict";
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  function progress(box) {
    const source = new EventSource(box.dataset.events);
    const list = $("#job-verdicts");
    source.addEventListener("verdict", (event) => {
      const label = (JSON.parse(event.data).label || "").replaceAll("_", "-");
      const word = list.getAttribute("data-" + label);
      if (word) {
        const item = document.createElement("li");
        item.textContent = word;
        list.append(item);
      }
    });
    source.addEventListener("done", () => {
      source.close();
      location.reload();
    });
  }

  // ---------------------------------------------------------------- keys

  let current = null;
  const claims = () => all("section.claim").filter((one) => !one.hidden);

  function go(to) {
    if (current) current.classList.remove("current");
    all(".article mark.here").forEach((mark) => mark.classList.remove("here"));
    current = to;
    if (!to) return;
    to.classList.add("current");
    to.focus({ preventScroll: true });
    to.scrollIntoView({ block: "start" });
    const number = to.id.replace("claim-", "");
    all(`.article mark[data-claim="${number}"]`).forEach((mark, index) => {
      mark.classList.add("here");
      if (index === 0 && matchMedia("(min-width: 60rem)").matches) mark.scrollIntoView({ block: "nearest" });
    });
  }

  function step(by) {
    const shown = claims();
    const next = current ? shown.indexOf(current) + by : 0;
    if (shown[next]) go(shown[next]);
  }

  const form = () => current && $("form.review", current);

  function approve() {
    const found = form();
    if (found) found.requestSubmit($('button[value="approve"]', found));
  }

  function write(which) {
    const found = form();
    if (!found) return;
    const folded = found.closest("details");
    if (folded) folded.open = true;
    found.dataset.wanted = which;
    $("textarea", found).focus();
  }

  function help() {
    const dialog = $("#help");
    if (dialog) dialog.open ? dialog.close() : dialog.showModal();
  }

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    a: approve,
    o: () => write("override"),
    r: () => write("reject"),
    "/": () => $("#find") && $("#find").focus(),
    "?": help,
  };
  const keysOn = () => localStorage.getItem("keys") !== "off";

  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest && event.target.closest("input, textarea, select, dialog");
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (writing || !keys[event.key] || !$("section.claim") || !(keysOn() || event.key === "?")) return;
    event.preventDefault();
    keys[event.key]();
  });

  // ---------------------------------------------------------------- selection and search

  function selected() {
    const selection = document.getSelection();
    const article = $("#article");
    const field = $("#fragment");
    if (!article || !field || selection.isCollapsed || !article.contains(selection.anchorNode)) return;
    const range = selection.getRangeAt(0).cloneContents();
    all("a.sign", range).forEach((sign) => sign.remove());
    const text = range.textContent.replace(/\s+/g, " ").trim();
    if (text) field.value = text.slice(0, 2000);
  }

  function find(text) {
    const wanted = text.toLocaleLowerCase();
    all("section.claim").forEach((one) => {
      one.hidden = wanted !== "" && !one.textContent.toLocaleLowerCase().includes(wanted);
    });
  }

  document.addEventListener("selectionchange", selected);
  document.addEventListener("input", (event) => {
    if (event.target.id === "find") find(event.target.value);
  });
  document.addEventListener("change", (event) => {
    if (event.target.id === "keys-on") localStorage.setItem("keys", event.target.checked ? "on" : "off");
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) print();
    if (event.target.closest("[data-help]")) help();
  });
  const job = $("[data-events]");
  if (job) progress(job);
  const toggle = $("#keys-on");
  if (toggle) toggle.checked = keysOn();
  if (/^#claim-\d+$/.test(location.hash)) go($(location.hash));
  const text = $("#text");
  if (text && $("#check-form")) {
    text.addEventListener("dragover", (event) => event.preventDefault());
    text.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      $("#file").files = event.dataTransfer.files;
    });
  }
})();
