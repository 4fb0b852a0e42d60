// Notes how far and how long something was read: `article[data-reading][data-id]`; nothing where the reader keeps no history.
"use strict";
(() => {
  const piece = document.querySelector("article[data-reading][data-id]");
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (!piece || !token || piece.dataset.kept === "no" || !document.querySelector(".said")) return;
  if (!window.IntersectionObserver || !window.fetch) return;
  const SECOND = 1000;
  const IDLE_AFTER = 60 * SECOND; // who does nothing for so long is not reading
  const EVERY = 30 * SECOND;

  const found = [...piece.querySelectorAll(".text :is(p, li, h2, h3, blockquote, table)")];
  const isText = (block) => !block.querySelector("p, li") && !block.closest(".note, .jottings, form");
  const blocks = found.filter((block) => isText(block) && block.getClientRects().length && block.textContent.trim());
  const total = blocks.reduce((sum, block) => sum + block.textContent.length, 0);
  if (!total) return;
  const onScreen = new Set();
  const seen = new Set();
  let depth = 0;
  let seconds = 0; // since the last sending
  let sentDepth = 0;
  let sentAt = Date.now();
  let active = Date.now();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) {
        const enough = entry.intersectionRatio >= 0.5 || entry.intersectionRect.height > innerHeight * 0.4;
        if (entry.isIntersecting && enough) onScreen.add(entry.target);
        else onScreen.delete(entry.target);
      }
    },
    { threshold: [0, 0.25, 0.5, 0.75, 1] },
  );
  for (const block of blocks) observer.observe(block);
  for (const name of ["scroll", "pointerdown", "pointermove", "keydown", "touchstart", "heard"])
    document.addEventListener(name, () => (active = Date.now()), { passive: true });

  const newKey = () => {
    const random = crypto.getRandomValues(new Uint32Array(4));
    return `reading-${[...random].map((n) => n.toString(16)).join("")}`;
  };
  const send = () => {
    if (depth === sentDepth && seconds < 1) return;
    const fields = {
      csrfmiddlewaretoken: token.value,
      verb: "read",
      kind: piece.dataset.reading,
      target: piece.dataset.id,
      depth,
      seconds,
      key: newKey(),
    };
    const [spent, before] = [seconds, sentDepth];
    sentDepth = depth;
    sentAt = Date.now();
    seconds = 0;
    const lost = () => {
      seconds += spent;
      sentDepth = Math.min(sentDepth, before);
    };
    fetch(piece.dataset.act || "/my/act", {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams(fields),
      keepalive: true,
    }).then((answer) => answer.status >= 500 && lost(), lost);
  };
  setInterval(() => {
    if (document.hidden) return;
    if (Date.now() - active < IDLE_AFTER) {
      seconds += 1;
      for (const block of onScreen) seen.add(block);
      let signs = 0;
      for (const block of seen) signs += block.textContent.length;
      depth = Math.min(100, Math.round((100 * signs) / total));
    }
    if (Date.now() - sentAt >= EVERY) send();
  }, SECOND);
  document.addEventListener("visibilitychange", () => document.hidden && send());
  addEventListener("pagehide", send);
})();
