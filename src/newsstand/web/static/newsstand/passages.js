// A mark opens its passage where it stands; without this file the same links work by :target.
"use strict";
(() => {
  const marks = [...document.querySelectorAll("a.mark")];
  if (!marks.length) return;
  document.documentElement.classList.add("opens");
  const noteOf = (mark) => document.getElementById(mark.hash.slice(1));
  const close = (mark) => {
    noteOf(mark).classList.remove("open");
    mark.setAttribute("aria-expanded", "false");
  };
  const open = (mark) => {
    marks.forEach((other) => other !== mark && close(other));
    noteOf(mark).classList.add("open");
    mark.setAttribute("aria-expanded", "true");
  };
  for (const mark of marks) {
    const note = noteOf(mark);
    mark.setAttribute("role", "button");
    mark.setAttribute("aria-expanded", "false");
    mark.setAttribute("aria-controls", note.id);
    const toggle = () => (mark.getAttribute("aria-expanded") === "true" ? close(mark) : open(mark));
    mark.addEventListener("click", (event) => {
      event.preventDefault();
      toggle();
    });
    mark.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      toggle();
    });
    note.querySelector(".close").addEventListener("click", (event) => {
      event.preventDefault();
      close(mark);
      mark.focus();
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const mark = marks.find((m) => m.getAttribute("aria-expanded") === "true");
    if (!mark) return;
    close(mark);
    mark.focus();
  });
  const named = marks.find((mark) => mark.hash === location.hash);
  if (named) open(named);
})();
