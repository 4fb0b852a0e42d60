// Keeps the paper readable off line: the shell, the newest edition, what the reader saved and what they opened last.
// The server puts SHELL = {version, files} and queue.js before this.
"use strict";
const SHELL_CACHE = `newsstand-shell-${SHELL.version}`;
const PAGES = "newsstand-pages-";
const PICTURES = "newsstand-pictures-";
const OFFLINE = "/offline";
const SIGN_OUT = "/account/logout/";
const BUNDLE = "/my/bundle.json";
const PATIENCE = 3000; // milliseconds that a page may take before the kept one is shown
const PAUSE = 300000; // milliseconds between two looks at what is to be kept
const MOST_OPENED = 30; // pages kept because they were opened
const MOST_PICTURES = 20 * 2 ** 20; // bytes
const LARGEST_PAGE = 2 ** 20;
// Nothing else is ever kept: no desk, no settings, no status, no search.
const KEPT = /^\/($|offline$|keys$|for-you\/$|editions\/$|edition\/|section\/|topic\/|title\/|story\/|article\/|my\/saved\/$)/;

let isUnsure = false; // a form of another kind was sent: it may have changed who reads
let filling = null;
let isResting = false; // a newer worker waits, which begins when this one has nothing left to do
// What is asked for belongs to a term: it ends when who reads may have changed, and what comes in later is not kept.
let term = new AbortController();
const opening = new Set();

// A story's or an article's words in its address change with its headline: its number is what counts.
const nameOf = (path) => path.replace(/^(\/(?:story|article)\/\d+\/).*/, "$1");
const named = (whose) => whose || "anyone";

const pagesHeld = async () => (await caches.keys()).find((name) => name.startsWith(PAGES));

function endTerm() {
  term.abort();
  term = new AbortController();
  return term.signal;
}

// A cache to put into; null once the term is over. What is put into a cache that was dropped is gone with it.
async function open(name, within) {
  if (within.aborted) return null;
  const opened = caches.open(name);
  opening.add(opened);
  await Promise.allSettled([opened]);
  opening.delete(opened);
  return opened;
}

// Ends the term and drops what it kept, but what is spared; the next term.
async function drop(spared = []) {
  const next = endTerm();
  await Promise.allSettled([...opening]);
  const names = (await caches.keys()).filter((name) => name.startsWith(PAGES) || name.startsWith(PICTURES));
  await Promise.all(names.filter((name) => !spared.includes(name)).map((name) => caches.delete(name)));
  return next;
}

// Drops what was kept for anybody else who reads in this browser; the term to go on in.
async function onlyFor(whose, within) {
  const mine = [PAGES + named(whose), PICTURES + named(whose)];
  const isAnothers = (name) => (name.startsWith(PAGES) || name.startsWith(PICTURES)) && !mine.includes(name);
  const isChanged = (await caches.keys()).some(isAnothers);
  return isChanged && !within.aborted ? drop(mine) : within;
}

// Nothing of who signed out stays: no page, no picture, no deed that waits.
async function forget() {
  await drop();
  await deeds.clear();
}

// Keeps a page that is one of ours, as of when it was asked for, under the reader whom it names; true where it was kept.
async function keep(name, answer, asked, within, more = {}) {
  const headers = new Headers(answer.headers);
  if (!(headers.get("Content-Type") || "").startsWith("text/html")) return false;
  const text = await answer.text();
  const [, whose] = text.slice(0, 2000).match(/<html[^>]* data-reader="([0-9a-f]*)"/) || [];
  if (whose === undefined || ("reader" in more && whose !== more.reader)) return false;
  if (within.aborted) return false;
  isUnsure = false;
  const next = await onlyFor(whose, within);
  if (!name || answer.status !== 200 || answer.redirected || text.length > LARGEST_PAGE) return false;
  if ((headers.get("Cache-Control") || "").includes("no-store")) return false;
  const pages = await open(PAGES + named(whose), next);
  if (!pages) return false;
  const before = await pages.match(name);
  const [, title] = text.match(/<title>([^<]*)</) || [];
  for (const gone of ["Content-Encoding", "Content-Length", "Set-Cookie"]) headers.delete(gone);
  headers.set("X-Kept", asked.toISOString()); // not when it came: what was done meanwhile it does not show
  headers.set("X-Name", encodeURIComponent(title || ""));
  headers.set("X-Stamp", more.stamp || (before && before.headers.get("X-Stamp")) || "");
  headers.set("X-Shelf", more.shelf || (before && before.headers.get("X-Shelf")) || "opened");
  await pages.put(name, new Response(text, { headers }));
  if (!more.stamp) await trimOpened(pages);
  return true;
}

async function trimOpened(pages) {
  const opened = [];
  for (const request of await pages.keys()) {
    const page = await pages.match(request);
    if (page && page.headers.get("X-Shelf") === "opened") opened.push(request);
  }
  await Promise.all(opened.slice(0, -MOST_OPENED).map((request) => pages.delete(request)));
}

// A kept page as the browser gets it: its own words, and since when it is kept.
async function found(name) {
  const held = await pagesHeld();
  const page = held && (await caches.match(name, { cacheName: held }));
  if (!page) return null;
  const text = (await page.text()).replace("<html", `<html data-kept="${page.headers.get("X-Kept")}"`);
  return new Response(text, { headers: page.headers });
}

const offline = async () =>
  (await found(OFFLINE)) || (await caches.match(OFFLINE, { cacheName: SHELL_CACHE })) || Response.error();

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds, null));

// The network's page; the kept one where that takes too long or fails; else what to do instead.
async function turnPage(event) {
  const { pathname, search } = new URL(event.request.url);
  const name = !search && KEPT.test(pathname) ? nameOf(pathname) : null;
  const within = term.signal;
  const asked = new Date();
  const network = (async () => {
    const answer = (await event.preloadResponse) || (await fetch(event.request));
    event.waitUntil(keep(name, answer.clone(), asked, within).catch(() => {}));
    return answer;
  })();
  event.waitUntil(network.catch(() => {}));
  const canWait = isUnsure || !name;
  try {
    const answer = await (canWait ? network : Promise.race([network, pause(PATIENCE)]));
    if (answer && ![502, 503, 504].includes(answer.status)) return answer;
  } catch {
    // no network: what is kept follows
  }
  const kept = name && !isUnsure ? await found(name) : null;
  return kept || network.catch(offline);
}

// A form on its way. Where it never arrives, who reads is who read before: the cookie that would say otherwise never came.
async function sendForm(request, pathname) {
  const isDeed = /^\/my\/(act|undo)$/.test(pathname);
  isUnsure = !isDeed || isUnsure;
  if (!isDeed) endTerm();
  try {
    const answer = await fetch(request);
    if (!isDeed) endTerm(); // what was asked for meanwhile may have been answered before the form was
    const isOut = pathname === SIGN_OUT ? answer.type === "opaqueredirect" : answer.headers.has("Clear-Site-Data");
    if (isOut) await forget().catch(() => {});
    return answer;
  } catch {
    isUnsure = false;
    return offline();
  }
}

async function fromShell(request) {
  const shell = await caches.open(SHELL_CACHE);
  const exact = await shell.match(request);
  if (exact) return exact;
  // A kept page may ask for a file as it was before: off line the newer one does.
  return fetch(request).catch(async (error) => {
    const other = await shell.match(request, { ignoreSearch: true });
    if (other) return other;
    throw error;
  });
}

async function picture(request) {
  const small = request.url.replace(/-1280\.(\w+)$/, "-480.$1");
  const exact = await caches.match(request);
  return exact || fetch(request).catch(async (error) => {
    const kept = await caches.match(small);
    if (kept) return kept;
    throw error;
  });
}

// Fetches what the reader's bundle names and is not kept as it stands; then the small pictures of these pages.
async function refill(thrifty, isForced) {
  if (isResting) return;
  const held = await pagesHeld();
  const before = held && (await caches.match(BUNDLE, { cacheName: held }));
  if (!isForced && before && Date.now() - Date.parse(before.headers.get("X-Kept")) < PAUSE) return;
  const asked = term.signal;
  const answer = await fetch(BUNDLE, { cache: "no-store", headers: { Accept: "application/json" }, signal: asked });
  if (!answer.ok) return;
  const bundle = await answer.json();
  const signal = await onlyFor(bundle.reader, asked);
  const pages = await open(PAGES + bundle.reader, signal);
  if (!pages) return;
  for (const { address, stamp, shelf } of bundle.pages) {
    const name = nameOf(address);
    const kept = await pages.match(name);
    if (kept && kept.headers.get("X-Stamp") === stamp && kept.headers.get("X-Shelf") === shelf) continue;
    const now = new Date();
    const page = await fetch(address, { headers: { Purpose: "prefetch" }, priority: "low", signal });
    if (page.ok) await keep(name, page, now, signal, { stamp, shelf, reader: bundle.reader });
    if (signal.aborted) return; // another may read now
  }
  const wanted = new Set(bundle.pages.map(({ address }) => nameOf(address)));
  await release(pages, wanted);
  const headers = { "X-Kept": new Date().toISOString(), "Content-Type": "application/json" };
  await pages.put(BUNDLE, new Response(JSON.stringify(bundle), { headers }));
  const pictures = thrifty ? null : await open(PICTURES + bundle.reader, signal);
  if (pictures) await fillPictures(pages, [...wanted], pictures, signal);
}

// What the bundle no longer names stays for a while, as pages do that were opened.
async function release(pages, wanted) {
  for (const request of await pages.keys()) {
    const name = new URL(request.url).pathname;
    const page = await pages.match(request);
    if (name === BUNDLE || wanted.has(name) || !page || page.headers.get("X-Shelf") === "opened") continue;
    const headers = new Headers(page.headers);
    headers.set("X-Shelf", "opened");
    headers.set("X-Stamp", "");
    await pages.put(request, new Response(await page.text(), { headers }));
  }
  await trimOpened(pages);
}

async function fillPictures(pages, names, pictures, signal) {
  const sizes = new Map();
  for (const request of await pictures.keys()) {
    const kept = await pictures.match(request);
    sizes.set(new URL(request.url).pathname, Number(kept.headers.get("X-Size")));
  }
  let taken = 0; // by what is wanted now, most needed first
  for (const name of names) {
    const page = await pages.match(name);
    const text = page ? await page.text() : "";
    for (const address of new Set(text.match(/\/picture\/[0-9a-f]{32}-480\.(?:webp|svg)/g) || [])) {
      if (taken >= MOST_PICTURES) break;
      if (!sizes.has(address)) {
        const answer = await fetch(address, { priority: "low", signal });
        if (!answer.ok || answer.type !== "basic") continue;
        const bytes = await answer.blob();
        const headers = { "Content-Type": answer.headers.get("Content-Type"), "X-Size": String(bytes.size) };
        headers["Content-Security-Policy"] = answer.headers.get("Content-Security-Policy") || "default-src 'none'";
        await pictures.put(address, new Response(bytes, { headers }));
        sizes.set(address, bytes.size);
      }
      taken += sizes.get(address);
    }
  }
  let sum = [...sizes.values()].reduce((a, b) => a + b, 0);
  for (const [address, size] of sizes) {
    if (sum <= MOST_PICTURES) break;
    await pictures.delete(address); // oldest first
    sum -= size;
  }
}

const fill = (thrifty, isForced) =>
  (filling = (filling || Promise.resolve())
    .then(() => refill(thrifty, isForced))
    .catch(() => {})); // the network went: the next page asks again

async function sendDeeds() {
  const told = await deeds.flush();
  const pages = told.length ? await clients.matchAll({ type: "window" }) : [];
  for (const page of pages.filter((one) => one.focused).concat(pages).slice(0, 1)) page.postMessage({ about: "sent", told });
  if ((await deeds.waiting()).length && navigator.onLine) throw new Error("some deeds wait on");
}

addEventListener("install", (event) => {
  event.waitUntil(
    (async () => {
      const shell = await caches.open(SHELL_CACHE);
      const files = SHELL.files.map((address) => new Request(address, { credentials: "omit" }));
      await shell.addAll([...files, new Request(OFFLINE, { credentials: "omit", cache: "reload" })]);
    })(),
  );
});

addEventListener("activate", (event) => {
  event.waitUntil(
    (async () => {
      const names = (await caches.keys()).filter((name) => name.startsWith("newsstand-shell-"));
      await Promise.all(names.filter((name) => name !== SHELL_CACHE).map((name) => caches.delete(name)));
      if (registration.navigationPreload) await registration.navigationPreload.enable();
      await clients.claim();
    })(),
  );
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.mode === "navigate" && request.method === "POST") event.respondWith(sendForm(request, pathname));
  if (request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(turnPage(event));
  else if (pathname.startsWith("/static/")) event.respondWith(fromShell(request));
  else if (pathname.startsWith("/picture/")) event.respondWith(picture(request));
});

addEventListener("message", (event) => {
  const { about, reader, thrifty } = event.data || {};
  if (about === "renew") skipWaiting();
  if (about === "rest") {
    isResting = true;
    endTerm();
  }
  if (about === "page") event.waitUntil(onlyFor(reader, term.signal).then(() => (reader ? fill(thrifty, false) : null)));
  if (about === "fill") event.waitUntil(fill(thrifty, true));
});

addEventListener("sync", (event) => {
  if (event.tag === "deeds") event.waitUntil(sendDeeds());
});
