// Triage: what is chosen on the page becomes triage.json, saved by hand. Nothing is sent anywhere.
"use strict";
document.getElementById("save-triage")?.addEventListener("click", () => {
  const said = {};
  for (const card of document.querySelectorAll(".card[data-key]")) {
    const chosen = card.querySelector("input:checked");
    if (chosen) said[card.dataset.key] = { state: chosen.value, note: "" };
  }
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(said, null, 1) + "\n"], { type: "application/json" }));
  link.download = "triage.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
});
