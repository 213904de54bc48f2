// What pages do beyond HTML: progress of a check, keys for reviewing, checking a selection. Everything works without it.
"use strict";
(() => {
  const $ = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  function stage(said) {
    const now = $(`[data-stage="${said.stage}"]`);
    const bar = $("#job-bar");
    if (!now) {
      bar.value = (100 * (said.done + said.failed)) / Math.max(1, said.total);
      if ($("#job-items")) $("#job-items").textContent = said.done + said.failed;
      return;
    }
    all("[data-stage]").forEach((one) => {
      const before = one.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING;
      one.className = one === now ? "now" : before ? "done" : "todo";
      if (one === now) one.setAttribute("aria-current", "step");
      else one.removeAttribute("aria-current");
      $(".count", one).textContent = "";
    });
    const counted = said.stage_total > 1 ? `${said.stage_done} / ${said.stage_total}` : "";
    $(".count", now).textContent = counted;
    const { begins, ends } = now.dataset;
    bar.value = +begins + ((ends - begins) * said.stage_done) / Math.max(1, said.stage_total);
    const word = $("#job-word");
    word.textContent = word.dataset.running;
  }

  function progress(box) {
    const source = new EventSource(box.dataset.events);
    const list = $("#job-verdicts");
    source.addEventListener("progress", (event) => stage(JSON.parse(event.data)));
    source.addEventListener("fallen", (event) => {
      const made = $(`template[data-label="${JSON.parse(event.data).label}"]`);
      if (made) list.append(made.content.cloneNode(true));
      $("#job-count").textContent = list.children.length;
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

  function unfold() {
    const found = current ? all("details:not(.do-review)", current) : [];
    const open = found.some((details) => !details.open);
    found.forEach((details) => (details.open = open));
  }

  function help() {
    const dialog = $("#help");
    if (dialog) dialog.open ? dialog.close() : dialog.showModal();
  }

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    e: unfold,
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
  // ---------------------------------------------------------------- forms

  all("form[data-drop]").forEach((box) => {
    const field = $(box.dataset.drop, box);
    box.addEventListener("dragover", (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      box.classList.add("dropping");
    });
    ["dragleave", "drop"].forEach((name) => box.addEventListener(name, () => box.classList.remove("dropping")));
    box.addEventListener("drop", (event) => {
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      field.files = event.dataTransfer.files;
      field.focus();
    });
  });
  document.addEventListener("submit", (event) => {
    const busy = $(".busy", event.target);
    if (busy) busy.textContent = event.target.dataset.busy;
  });
  addEventListener("pageshow", () => all(".busy").forEach((busy) => (busy.textContent = "")));
})();
