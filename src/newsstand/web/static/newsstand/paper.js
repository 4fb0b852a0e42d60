// The app on every page: deeds without a reload, kept while off line; the line that says so; the service worker.
"use strict";
(() => {
  const html = document.documentElement;
  const said = document.querySelector(".said");
  const off = document.querySelector(".off");
  const reader = html.dataset.reader || "";
  const kept = html.dataset.kept; // when the worker kept this page; only pages that it gave have it
  const words = off ? off.dataset : {};
  let last = null;

  const unique = () =>
    crypto.randomUUID
      ? crypto.randomUUID()
      : Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

  const button = (label, press) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", press);
    return made;
  };

  // ---- what is said

  const say = (text, takeBack) => {
    if (!said) return;
    const line = document.createElement("div");
    const told = document.createElement("span");
    line.className = "now";
    told.textContent = text;
    line.append(told);
    if (takeBack) line.append(button(said.dataset.undoLabel, takeBack));
    line.append(button(words.close, () => line.remove()));
    said.replaceChildren(line);
  };

  const tell = (text, label, press) => {
    if (!off) return;
    off.textContent = text;
    if (label) off.append(" ", button(label, press));
    html.style.setProperty("--off", text ? `${off.offsetHeight}px` : "0px");
  };

  const isOld = (moment) => new Date(moment).toDateString() !== new Date().toDateString();

  const sayOffLine = () => {
    if (!off || document.querySelector("[data-offline]")) return;
    const face = document.querySelector("main[data-edition]") && document.querySelector(".ears .end time");
    if (!face && !kept) return tell(words.bare);
    const [stood] = (face && face.textContent.match(/^.*?\d\d:\d\d/)) || [words.time]; // "14:05" of "14:05, 2 minutes ago"
    const time = kept && isOld(kept) ? (face || {}).title || words.full : stood;
    tell((face ? words.edition : words.page).replace("%s", time));
  };

  // ---- deeds

  // What a button asks for: its form's fields, or its own word and object, "save story 12".
  const pressed = (form, by) => {
    const fields = Object.fromEntries(new FormData(form));
    if (by && by.name) fields[by.name] = by.value;
    const { act: asked, ...others } = fields;
    if (!asked) return fields;
    const [verb, kind, target, days] = asked.split(" ");
    return { ...others, verb, kind, target, ...(days && { days }) };
  };

  const isAct = (form) => form instanceof HTMLFormElement && form.matches("form.act") && form.method === "post";

  const AGAINST = { save: "unsave", follow: "unfollow", mute: "unmute", read: "unread" };
  const against = (verb) => AGAINST[verb] || Object.keys(AGAINST).find((other) => AGAINST[other] === verb) || "";

  // The words of a button once it does `verb`; nothing where it never does.
  const wordsFor = (one, verb) => {
    if (one.name === "act") return one.form.dataset[verb];
    const { onVerb, offVerb, onLabel, offLabel } = one.form.dataset;
    return { [onVerb]: onLabel, [offVerb]: offLabel }[verb];
  };

  // Every button that did `verb` does the opposite from now on, wherever it stands on the page.
  const turn = ({ verb, kind, target }) => {
    const next = against(verb);
    for (const one of document.querySelectorAll("button")) {
      const label = one.form && isAct(one.form) && wordsFor(one, next);
      if (!label) continue;
      const about = pressed(one.form, one);
      if (about.verb !== verb || about.kind !== kind || about.target !== target) continue;
      const { onVerb, onSign, offSign } = one.form.dataset;
      const sign = one.querySelector(".sign");
      if (sign) sign.textContent = (next === onVerb ? onSign : offSign) || "";
      (one.querySelector(".words") || one).textContent = label;
      one.classList.toggle("on", /^un/.test(next));
      if (one.name === "act") one.value = `${next} ${kind} ${target}`;
      else one.form.elements.verb.value = next;
    }
  };

  const later = async () => {
    if (reader && "serviceWorker" in navigator) {
      const worker = await navigator.serviceWorker.getRegistration();
      if (worker && worker.sync) worker.sync.register("deeds").catch(() => {});
    }
  };

  // Does a deed: kept first, sent at once where there is a network, said in any case.
  const act = async (fields, by) => {
    const { csrfmiddlewaretoken: token, next, ...held } = fields;
    const deed = { reader, at: Date.now(), fields: { ...held, key: unique() } };
    const row = by && /^un/.test(held.verb) && !wordsFor(by, against(held.verb)) ? by.closest("li, tr, article") : null;
    const menu = by && by.closest(".deeds details[open]");
    if (menu) {
      menu.querySelector("summary").focus();
      menu.open = false;
    }
    const show = (isDone) => {
      turn(isDone ? held : { ...held, verb: against(held.verb) });
      if (row) row.classList.toggle("gone", isDone);
    };
    const takeBack = () => undo(deed, show);
    const sending = sendOff(deed, token, () => show(true));
    const can = (answer) => !answer || answer.said.deed;
    const mine = () => sending.then((answer) => can(answer) && takeBack()); // pressed early, it waits
    last = mine;
    const answer = await sending;
    if (last === mine && !can(answer)) last = null;
    if (!answer) say(said.dataset.later, takeBack);
    else if (answer.done) say(answer.said.words, can(answer) && takeBack);
    else {
      show(false);
      say(answer.said.why || said.dataset.failed);
    }
    if (answer && /save$/.test(held.verb)) message({ about: "fill", thrifty });
  };

  const onTheirWay = new Set(); // keys of deeds of which whoever does them will say what came

  // Keeps a deed and sends what waits; the answer to `deed`, or nothing where it waits on.
  // `onKept` is called once leaving the page can no longer lose it.
  const sendOff = async (deed, token, onKept = () => {}) => {
    const { key } = deed.fields;
    const isThis = (one) => one.fields.key === key;
    const send = async () =>
      (await deeds.flush(token ? { reader, token } : null)).find((one) => isThis(one.deed));
    onTheirWay.add(key);
    await deeds.keep(deed);
    onKept();
    let answer = await send();
    if (!answer && !(await deeds.waiting()).some(isThis)) {
      await deeds.keep(deed); // another flush sent it first: sent again it does nothing, and is answered
      answer = await send();
    }
    onTheirWay.delete(key);
    if (!answer) later();
    return answer;
  };

  const undo = async (deed, show) => {
    last = null;
    const held = (await deeds.waiting()).find((one) => one.fields.key === deed.fields.key);
    if (held && !held.tried) {
      await deeds.drop(held);
      show(false);
      return say(words.undone);
    }
    const undone = { ...deed, ...held, undone: true };
    const answer = await sendOff(undone, null, () => show(false));
    say(answer ? answer.said.words || said.dataset.failed : said.dataset.later);
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || !reader || !said || !isAct(form)) return;
    const fields = pressed(form, event.submitter);
    if (!fields.verb || !fields.kind || !fields.target) return; // a form that the house alone understands
    event.preventDefault();
    act(fields, event.submitter);
  });

  // What was kept and has now been sent, by this page or by the worker.
  const report = (all) => {
    const told = all.filter(({ deed }) => !onTheirWay.has(deed.fields.key));
    const show = ({ fields }, isDone) => turn(isDone ? fields : { ...fields, verb: against(fields.verb) });
    for (const { deed, done } of told) if (!done) show(deed, false);
    const lines = told.map(({ done, said: answer }) => answer.words || (done ? "" : answer.why || said.dataset.failed));
    const [{ deed, said: answer } = {}, ...others] = told;
    const can = deed && !others.length && answer.deed && !deed.undone;
    if (can) last = () => undo(deed, (isDone) => show(deed, isDone));
    if (deed) say(lines.slice(-3).join(" "), can && last);
  };

  const catchUp = async () => {
    if (reader && said) report(await deeds.flush());
  };

  // ---- the service worker

  const thrifty = Boolean(navigator.connection && navigator.connection.saveData);

  const message = async (what) => {
    if (!("serviceWorker" in navigator)) return;
    const held = await navigator.serviceWorker.getRegistration();
    if (held && held.active) held.active.postMessage(what);
  };

  const offer = () => {
    tell(words.renewed, words.renew, async () => {
      const held = await navigator.serviceWorker.getRegistration();
      const fresh = held && held.waiting; // of several the last one waits
      if (!fresh) return location.reload(); // another tab took it into use
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      if (held.active) held.active.postMessage({ about: "rest" }); // it gives way only when it has nothing to do
      fresh.postMessage({ about: "renew" });
    });
  };

  const WORKER = "/service-worker.js";
  const check = (address) => {
    if (address !== WORKER) throw new TypeError(`${address} is no script of ours`);
    return address;
  };
  const scripts = self.trustedTypes ? trustedTypes.createPolicy("newsstand", { createScriptURL: check }) : null;

  // From the beginning: what the worker says while a page loads is said once.
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.addEventListener("message", ({ data }) => {
      if (data.about === "sent" && said) report(data.told);
    });
  }

  const install = async () => {
    const worker = scripts ? scripts.createScriptURL(WORKER) : WORKER;
    const held = await navigator.serviceWorker.register(worker).catch(() => null);
    if (!held) return;
    if (held.waiting && navigator.serviceWorker.controller && !kept) offer();
    const watch = () => {
      const fresh = held.installing;
      fresh?.addEventListener("statechange", () => {
        if (fresh.state === "installed" && navigator.serviceWorker.controller) offer();
      });
    };
    watch(); // one found before this page looked
    held.addEventListener("updatefound", watch);
    await navigator.serviceWorker.ready;
    if (!kept) message({ about: "page", reader, thrifty }); // an old page knows nothing of who reads now
  };

  // Turns what this page cannot know: what was done since it was asked for, and what waits.
  const asked = Date.now() - performance.now();
  const turnToDate = async () => {
    for (const { reader: whose, fields, undone } of await deeds.since(kept ? Date.parse(kept) : asked)) {
      if (whose === reader) turn(undone ? { ...fields, verb: against(fields.verb) } : fields);
    }
  };

  const soon = { timeout: 2000 }; // a busy machine is never idle
  const idle = (work) => (window.requestIdleCallback ? requestIdleCallback(work, soon) : setTimeout(work, 200));
  addEventListener("load", () =>
    idle(async () => {
      if (reader) await turnToDate();
      if ("serviceWorker" in navigator && isSecureContext) await install();
      catchUp();
    }),
  );
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted && reader) turnToDate(); // back to a page that stood by meanwhile
  });

  addEventListener("offline", sayOffLine);
  addEventListener("online", () => {
    if (kept) tell(words.back, words.again, () => location.reload());
    else tell("");
    catchUp();
  });
  if (kept || !navigator.onLine) {
    if (said) said.replaceChildren(); // what was said then was said then
    sayOffLine();
  }

  const undoLast = () => {
    const held = last;
    last = null;
    if (held) held();
    return Boolean(held);
  };
  self.paper = { act, pressed, reader, undoLast };
})();
