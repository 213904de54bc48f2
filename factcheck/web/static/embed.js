// For pages of a CMS: puts a report into every <div data-factcheck-report="rep_…">. See docs/cms.md.
"use strict";
(() => {
  const home = new URL(document.currentScript.src).origin;
  const key = document.currentScript.dataset.key;
  document.querySelectorAll("[data-factcheck-report]").forEach((place) => {
    const address = new URL("/embed/report/" + encodeURIComponent(place.dataset.factcheckReport), home);
    if (key) address.searchParams.set("key", key);
    const frame = document.createElement("iframe");
    frame.src = address.href;
    frame.title = place.dataset.title || "factcheck";
    frame.referrerPolicy = "no-referrer";
    frame.width = "100%";
    frame.height = "400";
    frame.addEventListener("load", () => frame.contentWindow.postMessage({ type: "factcheck:hello" }, home));
    addEventListener("message", (event) => {
      if (event.origin !== home || event.source !== frame.contentWindow || !event.data) return;
      const height = Number(event.data.height);
      if (event.data.type === "factcheck:height" && height > 0 && height < 20000) frame.height = String(height);
    });
    place.replaceChildren(frame);
  });
})();
