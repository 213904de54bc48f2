// Inside a frame: tells the page around it how high the panel is, where that page's origin is on our list.
"use strict";
(() => {
  const origins = document.body.dataset.origins.split(" ");
  addEventListener("message", (event) => {
    if (!origins.includes(event.origin) || !event.data || event.data.type !== "factcheck:hello") return;
    const tell = () =>
      event.source.postMessage({ type: "factcheck:height", height: Math.ceil(document.body.getBoundingClientRect().height) }, event.origin);
    new ResizeObserver(tell).observe(document.body);
    tell();
  });
})();
