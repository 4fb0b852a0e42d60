// Asks now and then whether a newer edition stands; says so in one quiet line and moves nothing.
"use strict";
(() => {
  const main = document.querySelector("main[data-edition]");
  if (!main || !window.fetch) return;
  const line = document.querySelector(".fresh");
  const shown = new Set(main.dataset.stories.split(",").filter(Boolean).map(Number));
  const pause = shown.size ? 20000 : 3000;
  const offer = (count) => {
    const words = count === 1 ? line.dataset.one : line.dataset.many.replace("%s", String(count));
    if (line.textContent === words) return;
    const link = document.createElement("a");
    link.href = "/";
    link.textContent = words;
    line.replaceChildren(link);
  };
  const ask = async () => {
    if (document.hidden) return;
    let answer;
    try {
      const response = await fetch("/edition.json", { cache: "no-cache" });
      if (!response.ok) return;
      answer = await response.json();
    } catch {
      return; // off line: the paper in hand stays good
    }
    if (answer.edition === null || String(answer.edition) === main.dataset.edition) return;
    if (!shown.size) return location.reload();
    const count = answer.stories.filter((id) => !shown.has(id)).length;
    if (count) offer(count);
  };
  setInterval(ask, pause);
  document.addEventListener("visibilitychange", ask);
})();
