// On the page that stands in for one that cannot be had: lists what this browser keeps, and tries again.
"use strict";
(async () => {
  const again = document.querySelector("[data-again]");
  if (again) {
    again.hidden = false;
    again.addEventListener("click", () => (location.pathname === "/offline" ? location.assign("/") : location.reload()));
  }
  if (!self.caches) return;
  const held = (await caches.keys()).find((name) => name.startsWith("newsstand-pages-"));
  const pages = held ? await caches.open(held) : null;
  const signs = { amp: "&", lt: "<", gt: ">", quot: '"' };
  const plain = (text) =>
    text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot));/gi, (_, hex, number, sign) =>
      sign ? signs[sign.toLowerCase()] : String.fromCodePoint(Math.min(hex ? parseInt(hex, 16) : +number, 0x10ffff)),
    );
  const { front, saved } = document.querySelector("main [data-front]").dataset;
  const found = { edition: [], saved: [], opened: [] };
  for (const request of pages ? await pages.keys() : []) {
    const page = await pages.match(request);
    if (!page) continue; // the worker let go of it meanwhile
    const { pathname } = new URL(request.url);
    const shelf = pathname === "/my/saved/" ? "saved" : page.headers.get("X-Shelf");
    if (!(shelf in found)) continue;
    const title = plain(decodeURIComponent(page.headers.get("X-Name") || ""));
    const name = title.replace(/ · [^·]*$/, "").trim() || pathname;
    if (pathname === "/") found[shelf].unshift([pathname, front]);
    else if (pathname === "/my/saved/") found[shelf].unshift([pathname, saved]);
    else found[shelf].push([pathname, name]);
  }
  for (const [shelf, rows] of Object.entries(found)) {
    const section = document.querySelector(`[data-shelf="${shelf}"]`);
    if (!section || !rows.length) continue;
    section.querySelector("ul").append(
      ...rows.map(([address, name]) => {
        const row = document.createElement("li");
        const link = document.createElement("a");
        link.href = address;
        link.textContent = name;
        link.dir = "auto";
        row.append(link);
        return row;
      }),
    );
    section.hidden = false;
  }
  const isEmpty = Object.values(found).every((rows) => !rows.length);
  document.querySelector("[data-nothing]").hidden = !isEmpty;
})();
