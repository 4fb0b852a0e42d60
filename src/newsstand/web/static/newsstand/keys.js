// The paper by keyboard, as /keys tells. Single keys can be switched off there; nothing is taken while somebody types.
"use strict";
(() => {
  const SWITCH = "newsstand-keys";
  const ITEMS = "[data-story], article.item, .lead, .articles > li, .numbered li";
  const PLACES = { f: "/", e: "/editions/", y: "/for-you/", s: "/my/saved/", h: "/my/history/" };
  const OPEN_TO_ALL = ["f", "e"];
  const SOON = 1500; // milliseconds between "g" and where to
  let going = 0;

  const isOff = () => {
    try {
      return localStorage.getItem(SWITCH) === "off";
    } catch {
      return false;
    }
  };

  const linkOf = (item) => item.querySelector(".headline a") || item.querySelector("a.headline, h2 a, h3 a") || item.querySelector("a[href]");
  const isSeen = (element) => element.getClientRects().length > 0;

  // Stories in the order in which they are read, each headline once.
  const links = () => {
    const found = new Set([...document.querySelectorAll(`main :is(${ITEMS})`)].map(linkOf));
    found.delete(null);
    return [...found].filter(isSeen);
  };

  const itemOf = (element) => element && element.closest && element.closest(ITEMS);
  const current = () => itemOf(document.activeElement);

  const step = (by) => {
    const all = links();
    if (!all.length) return;
    const item = current();
    let place = all.indexOf(item ? linkOf(item) : document.activeElement);
    if (place < 0) {
      // nothing is chosen yet: begin with what is on the screen
      place = all.findIndex((link) => link.getBoundingClientRect().bottom > 0);
      place = place < 0 ? all.length - 1 : by > 0 ? place : place - 1;
    } else place += by;
    const next = all[Math.min(Math.max(place, 0), all.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  };

  // What a key is about: the chosen story, else what the page is of.
  const about = () => {
    const item = current();
    const link = item && linkOf(item);
    const [, kind, target] = (link || location).pathname.match(/^\/(story|article)\/(\d+)\//) || [];
    const story = (item && item.dataset.story) || (kind === "story" && target);
    return { item: item || document.querySelector("main"), own: kind && [kind, target], story: story && ["story", story] };
  };

  // Presses the button that is there for it, or does the deed where there is none.
  const press = (verbs, item, object) => {
    if (!self.paper || !paper.reader || !object) return;
    for (const button of item.querySelectorAll("button")) {
      if (!button.form || !button.form.matches(".act")) continue;
      const fields = paper.pressed(button.form, button);
      if (verbs.includes(fields.verb) && /^(story|article)$/.test(fields.kind)) return button.form.requestSubmit(button);
    }
    const [kind, target] = object;
    paper.act({ verb: verbs[0], kind, target });
  };

  const undo = () => {
    const form = document.querySelector(".said form.undo");
    if (self.paper && paper.undoLast()) return;
    if (form) form.requestSubmit();
  };

  const turnTo = (which) => {
    const link = document.querySelector(`a[rel~="${which}"]`);
    if (link) link.click();
  };

  const why = () => {
    const item = current();
    const held = (item || document.querySelector("main")).querySelector("details:is(.why, .why-here)");
    if (!held) return;
    held.open = !held.open;
    held.querySelector("summary").focus();
  };

  const go = (letter) => {
    const address = PLACES[letter];
    if (address && (OPEN_TO_ALL.includes(letter) || (self.paper && paper.reader))) location.assign(address);
  };

  // The browser parses the page itself, with no script in it run: no text of ours is made into markup.
  const read = (address) =>
    new Promise((done) => {
      const ask = new XMLHttpRequest();
      ask.open("GET", address);
      ask.responseType = "document";
      ask.onload = () => done(ask.status === 200 ? ask.response : null);
      ask.onerror = () => done(null);
      ask.send();
    });

  const help = async () => {
    let dialog = document.querySelector("dialog.keys-dialog");
    if (!dialog) {
      const page = await read("/keys");
      if (!page) return location.assign("/keys");
      dialog = document.createElement("dialog");
      dialog.className = "keys-dialog";
      const table = page.querySelector(".keys");
      const close = document.createElement("button");
      close.type = "button";
      close.className = "button";
      close.textContent = table.dataset.close;
      close.addEventListener("click", () => dialog.close());
      const heading = document.createElement("h2");
      heading.id = "keys-dialog-name";
      heading.textContent = page.querySelector("h1").textContent;
      dialog.setAttribute("aria-labelledby", heading.id);
      dialog.append(heading, table, close);
      document.body.append(dialog);
    }
    if (!dialog.open) dialog.showModal();
  };

  const DO = {
    j: () => step(1),
    k: () => step(-1),
    o: () => current() && linkOf(current()).click(),
    s: () => press(["save", "unsave"], about().item, about().story || about().own),
    f: () => press(["follow", "unfollow"], about().item, about().story),
    m: () => press(["skip"], about().item, about().story),
    u: undo,
    "/": () => document.querySelector("#q").focus(),
    n: () => turnTo("next"),
    p: () => turnTo("prev"),
    ".": why,
    "?": help,
  };

  // Where a keyboard has no Latin letters, the key's place counts.
  const letterOf = ({ key, code }) => {
    if (/^[!-~]$/.test(key)) return key.toLowerCase();
    return key.length === 1 && /^Key[A-Z]$/.test(code) ? code[3].toLowerCase() : "";
  };

  const isTyping = (element) =>
    element.isContentEditable || Boolean(element.closest("input:not([type=checkbox], [type=radio]), textarea, select, dialog"));

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isOff() || document.querySelector("dialog[open]") || isTyping(event.target)) return;
    const letter = letterOf(event);
    if (!letter) return;
    const isGoing = event.timeStamp - going < SOON && going > 0;
    going = 0;
    if (isGoing && letter in PLACES) {
      event.preventDefault();
      return go(letter);
    }
    if (letter === "g") {
      going = event.timeStamp;
      return;
    }
    if (event.repeat && letter !== "j" && letter !== "k") return;
    if (!Object.hasOwn(DO, letter)) return;
    event.preventDefault();
    DO[letter]();
  });

  const knob = document.querySelector("#keys-on");
  if (knob) {
    knob.checked = !isOff();
    knob.closest("[hidden]").hidden = false;
    knob.addEventListener("change", () => {
      try {
        if (knob.checked) localStorage.removeItem(SWITCH);
        else localStorage.setItem(SWITCH, "off");
      } catch {
        knob.checked = true; // nothing can be kept in this browser
      }
    });
  }
})();
