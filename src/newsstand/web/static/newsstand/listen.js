// Reads an article aloud with the browser's own voices, paragraph by paragraph; shows itself only where there is one of its language.
"use strict";
(() => {
  const voices = window.speechSynthesis;
  const button = document.querySelector(".bar .listen");
  const player = document.querySelector(".bar .player");
  const text = document.querySelector(".piece .text");
  if (!voices || !window.SpeechSynthesisUtterance || !button || !player || !text) return;
  const language = (text.lang || document.documentElement.lang).replace("_", "-").toLowerCase();
  const KEPT = "newsstand.speed";
  const LONGEST = 220; // signs of one utterance: some browsers fall silent in longer ones
  let voice = null;
  const find = () => {
    const near = voices.getVoices().filter((v) => {
      const spoken = v.lang.replace("_", "-").toLowerCase();
      return spoken.split("-")[0] === language.split("-")[0];
    });
    voice =
      near.find((v) => v.lang.replace("_", "-").toLowerCase() === language && v.localService) ||
      near.find((v) => v.localService) ||
      near[0] ||
      null;
    button.hidden = !voice;
  };
  find();
  voices.addEventListener?.("voiceschanged", find);

  const parts = [
    ...document.querySelectorAll(".piece .opening h1, .piece .opening .standfirst"),
    ...text.querySelectorAll(":is(p, h2, li, td):not(.whence):not(.embed):not(.jottings *)"),
  ].filter((part) => part.textContent.trim());
  const play = player.querySelector(".play");
  const speed = player.querySelector(".speed");
  let at = -1;
  let turn = 0; // grows whenever what is being said becomes old
  let pausing = false;
  const kept = () => {
    try {
      return localStorage.getItem(KEPT);
    } catch {
      return null;
    }
  };
  if (kept() && [...speed.options].some((o) => o.value === kept())) speed.value = kept();

  const pieces = (words) => {
    const out = [];
    for (const sentence of words.match(/[^.!?。！？]+[.!?。！？]*["”’»)]*\s*/g) ?? [words]) {
      let rest = sentence;
      while (rest.length > LONGEST) {
        const cut = rest.lastIndexOf(" ", LONGEST);
        const end = cut > 40 ? cut : LONGEST;
        out.push(rest.slice(0, end));
        rest = rest.slice(end);
      }
      if (rest.trim()) out.push(rest);
    }
    return out;
  };
  const light = (part) => {
    for (const lit of document.querySelectorAll(".heard")) lit.classList.remove("heard");
    if (!part) return;
    part.classList.add("heard");
    const box = part.getBoundingClientRect();
    if (box.top < 0 || box.bottom > innerHeight * 0.85) part.scrollIntoView({ block: "center" });
  };
  const label = () => (play.textContent = pausing ? play.dataset.play : play.dataset.pause);
  const say = (place) => {
    turn += 1;
    const mine = turn;
    voices.cancel();
    pausing = false;
    label();
    if (place >= parts.length) return stop();
    at = Math.max(place, 0);
    light(parts[at]);
    document.dispatchEvent(new Event("heard"));
    const waiting = pieces(parts[at].textContent);
    const next = () => {
      if (mine !== turn) return;
      const words = waiting.shift();
      if (words === undefined) return say(at + 1);
      const spoken = new SpeechSynthesisUtterance(words);
      spoken.voice = voice;
      spoken.lang = voice.lang;
      spoken.rate = Number(speed.value);
      spoken.onend = next;
      spoken.onerror = (event) => mine === turn && !["interrupted", "canceled"].includes(event.error) && stop();
      voices.speak(spoken);
    };
    next();
  };
  const stop = () => {
    turn += 1;
    voices.cancel();
    at = -1;
    pausing = false;
    light(null);
    player.hidden = true;
    button.setAttribute("aria-expanded", "false");
    if (player.contains(document.activeElement)) button.focus();
  };
  const first = () => {
    const seen = parts.findIndex((part) => part.getBoundingClientRect().bottom > 60);
    return seen < 0 ? 0 : seen;
  };
  button.addEventListener("click", () => {
    if (at >= 0) return stop();
    player.hidden = false;
    button.setAttribute("aria-expanded", "true");
    say(first());
  });
  play.addEventListener("click", () => {
    if (pausing) return say(at); // from the paragraph's beginning: resuming is not to be relied on everywhere
    turn += 1;
    voices.cancel();
    pausing = true;
    label();
  });
  player.querySelector(".on").addEventListener("click", () => say(at + 1));
  player.querySelector(".back").addEventListener("click", () => say(at - 1));
  player.querySelector(".stop").addEventListener("click", stop);
  speed.addEventListener("change", () => {
    try {
      localStorage.setItem(KEPT, speed.value);
    } catch {
      // kept for this page alone
    }
    if (at >= 0 && !pausing) say(at);
  });
  addEventListener("pagehide", () => voices.cancel());
})();
