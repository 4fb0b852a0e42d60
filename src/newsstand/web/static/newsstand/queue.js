// A reader's deeds on their way: kept until the house has answered, sent in order, done once however often they are sent.
// What was done is known for a day longer. Pages and the service worker share this file.
"use strict";
self.deeds = (() => {
  const STORE = "deeds";
  const PATIENCE = 8000; // milliseconds for one answer
  const KEPT_FOR = 30 * 86400000;
  const KNOWN_FOR = 86400000; // after it was done: a page that is older than the deed shows what was before it
  const spare = []; // where a browser keeps nothing

  const open = () =>
    new Promise((resolve, reject) => {
      const asked = indexedDB.open("newsstand", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "number", autoIncrement: true });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = asked.onblocked = () => reject(asked.error);
    });

  const use = async (mode, work) => {
    const base = await open();
    try {
      return await new Promise((resolve, reject) => {
        const change = base.transaction(STORE, mode);
        const asked = work(change.objectStore(STORE));
        change.oncomplete = () => resolve(asked.result);
        change.onerror = change.onabort = () => reject(change.error);
      });
    } finally {
      base.close();
    }
  };

  // Keeps a deed, or what became of it where it is kept already.
  const keep = (deed) =>
    use("readwrite", (store) => store.put(deed)).catch(() => {
      const number = deed.number || `spare ${deed.fields.key}`;
      const place = spare.findIndex((other) => other.number === number);
      spare.splice(place < 0 ? spare.length : place, place < 0 ? 0 : 1, { ...deed, number });
    });
  const all = async () => [...(await use("readonly", (store) => store.getAll()).catch(() => [])), ...spare];
  const waiting = async () => (await all()).filter((deed) => !deed.done);
  // What was done since a moment, in milliseconds since 1970, oldest first; then what waits. Read at once, or a deed
  // that is done meanwhile is in neither.
  const since = async (moment) => {
    const held = await all();
    const done = held.filter((deed) => deed.done >= moment).sort((one, other) => one.done - other.done);
    return [...done, ...held.filter((deed) => !deed.done)];
  };
  const drop = async (deed) => {
    const place = spare.findIndex((other) => other.number === deed.number);
    if (place >= 0) spare.splice(place, 1);
    else await use("readwrite", (store) => store.delete(deed.number));
  };

  // Writes down what became of a deed that waits; false where it is gone or undone by now, and stays so.
  const note = async (deed, became) => {
    const stands = (held) => Boolean(held && held.undone === deed.undone);
    const place = spare.findIndex((other) => other.number === deed.number);
    if (place >= 0) {
      if (!stands(spare[place])) return false;
      spare[place] = { ...deed, ...became };
      return true;
    }
    const turn = (store) => {
      const asked = store.get(deed.number);
      asked.onsuccess = () => stands(asked.result) && store.put({ ...deed, ...became });
      return asked;
    };
    return stands(await use("readwrite", turn).catch(() => deed)); // what cannot be written down is sent all the same
  };
  const settle = async (deed) => {
    const now = Date.now();
    await note(deed, { done: now });
    for (const old of await all()) if (old.done && now - old.done > KNOWN_FOR) await drop(old);
  };
  // Nothing waits any more: who did it has signed out.
  const clear = async () => {
    spare.length = 0;
    await use("readwrite", (store) => store.clear()).catch(() => {});
  };

  const ask = (address, options = {}) =>
    fetch(address, {
      ...options,
      credentials: "same-origin",
      headers: { Accept: "application/json", ...options.headers },
      signal: AbortSignal.timeout(PATIENCE),
    });

  // Whose deeds may be sent now, and the token for it; null where nobody is signed in or the house does not answer.
  const pass = async () => {
    const answer = await ask("/my/token", { cache: "no-store" });
    return answer.ok ? answer.json() : null;
  };

  const post = (address, fields, token) =>
    ask(address, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { "X-CSRFToken": token },
      keepalive: true,
    });

  // A deed that was undone goes out again under its key: that does nothing twice, and the answer names what is to be undone.
  const send = async (deed, token) => {
    const answer = await post("/my/act", deed.fields, token);
    if (!deed.undone || !answer.ok) return answer;
    const { deed: number } = await answer.json();
    return number ? post("/my/undo", { deed: String(number) }, token) : answer;
  };

  const alone = (work) => (navigator.locks ? navigator.locks.request("newsstand-deeds", work) : work());

  const isRefused = (status) => status >= 400 && status < 500 && ![403, 408, 425, 429].includes(status);

  // Sends all that waits, oldest first, until the house does not answer. What came of each: [{deed, done, said}].
  const flush = (known = null) =>
    alone(async () => {
      const told = [];
      let mine = known;
      if (!navigator.onLine) return told;
      for (const deed of await waiting()) {
        try {
          if (Date.now() - deed.at > KEPT_FOR) {
            await drop(deed);
            continue;
          }
          mine = mine || (await pass());
          if (!mine) break;
          if (deed.reader !== mine.reader) continue; // another reader's: it waits for them
          if (!deed.tried && !(await note(deed, { tried: true }))) continue; // taken back while the token was fetched
          let answer = await send(deed, mine.token);
          if (answer.status === 403) {
            mine = await pass();
            if (!mine || mine.reader !== deed.reader) break;
            answer = await send(deed, mine.token);
          }
          if (!answer.ok && !isRefused(answer.status)) break;
          const said = await answer.json().catch(() => ({}));
          await (answer.ok ? settle(deed) : drop(deed));
          told.push({ deed, done: answer.ok, said });
        } catch {
          break; // no network: it stays
        }
      }
      return told;
    });

  return { keep, waiting, since, drop, clear, flush };
})();
