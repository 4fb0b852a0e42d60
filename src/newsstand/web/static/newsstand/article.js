// The bar and the margin of an article: choices of look at once, share, and marks made by selecting words.
"use strict";
(() => {
  const piece = document.querySelector(".piece");
  const bar = document.querySelector(".bar");
  if (!piece || !bar) return;
  const told = bar.querySelector(".told");
  const tell = (words) => {
    told.textContent = words;
    setTimeout(() => told.textContent === words && (told.textContent = ""), 6000);
  };
  const send = (form, fields) =>
    fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams([...new FormData(form), ...Object.entries(fields)]),
      keepalive: true,
    });

  for (const form of bar.querySelectorAll(".look")) {
    form.addEventListener("submit", (event) => {
      const button = event.submitter;
      if (!button) return;
      event.preventDefault();
      document.documentElement.dataset[form.elements.name.value] = button.value;
      for (const other of form.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === button));
      send(form, { value: button.value }).catch(() => {}); // off line the page looks so until it is left
    });
  }

  // One panel at a time; a press elsewhere or Escape closes it.
  const panels = [...bar.querySelectorAll("details")];
  for (const panel of panels)
    panel.addEventListener("toggle", () => panel.open && panels.forEach((other) => other !== panel && (other.open = false)));
  document.addEventListener("click", (event) => {
    for (const panel of panels) if (panel.open && !panel.contains(event.target)) panel.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && panels.find((panel) => panel.open);
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  const share = bar.querySelector(".share");
  share.addEventListener("click", (event) => {
    const { url, title, copied } = share.dataset;
    if (navigator.share) {
      event.preventDefault();
      navigator.share({ url, title }).catch(() => {});
    } else if (navigator.clipboard) {
      event.preventDefault();
      navigator.clipboard.writeText(url).then(
        () => tell(copied),
        () => (location.href = share.href),
      );
    }
  });

  const toolbar = document.querySelector(".marking");
  const model = document.querySelector(".jotting-model");
  const text = piece.querySelector(".text");
  if (!toolbar || !model) return;
  bar.querySelector(".hint").hidden = false;
  text.classList.add("opens-notes");
  text.addEventListener("click", (event) => {
    const mark = event.target.closest?.("mark.marked");
    const jotting = mark && getSelection().isCollapsed && text.querySelector(`.jotting[data-of="${mark.dataset.mark}"]`);
    if (!jotting) return;
    jotting.open = true;
    jotting.querySelector("summary").focus();
  });

  const count = (string) => [...string].length; // as the server counts: whole characters, not halves of pairs
  // Where in the body a point of the page lies; null outside of the words that can be marked.
  const placeOf = (node, offset) => {
    const from = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const block = from.closest("[data-start]");
    if (!block || !text.contains(block)) return null;
    const range = document.createRange();
    range.setStart(block, 0);
    range.setEnd(node, offset);
    return Number(block.dataset.start) + count(range.toString());
  };
  // What is selected, drawn in to the words that can be marked.
  const selected = () => {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(text)) return null;
    const touched = [...text.querySelectorAll("[data-start]")].filter((block) => range.intersectsNode(block));
    if (!touched.length) return null;
    const first = touched[0];
    const last = touched[touched.length - 1];
    const start = placeOf(range.startContainer, range.startOffset) ?? Number(first.dataset.start);
    const end = placeOf(range.endContainer, range.endOffset) ?? Number(last.dataset.start) + count(last.textContent);
    // Not the selection's own words: those of notes that stand between would be among them.
    const words = touched.map((block) => {
      const at = Number(block.dataset.start);
      return [...block.textContent].slice(Math.max(start - at, 0), Math.max(end - at, 0)).join("");
    });
    return start < end ? { start, end, words: words.join("\n"), range } : null;
  };
  let chosen = null;
  const offer = () => {
    chosen = selected();
    toolbar.hidden = !chosen;
    if (!chosen) return;
    const box = chosen.range.getBoundingClientRect();
    const width = toolbar.offsetWidth;
    const left = Math.min(Math.max(box.left + box.width / 2 - width / 2, 8), document.documentElement.clientWidth - width - 8);
    toolbar.style.left = `${left + scrollX}px`;
    toolbar.style.top = `${box.bottom + scrollY + 10}px`;
  };
  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    if (toolbar.contains(document.activeElement)) return;
    clearTimeout(waiting);
    waiting = setTimeout(offer, 250);
  });
  toolbar.addEventListener("mousedown", (event) => event.preventDefault()); // or the selection would go
  document.body.append(toolbar); // its place is the page's, not the article's

  const unwrap = (id) => {
    for (const mark of document.querySelectorAll(`mark[data-mark="${id}"]`)) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
    document.querySelector(`.jotting[data-of="${id}"]`)?.remove();
  };
  const wrapIn = (block, start, end, id) => {
    let at = Number(block.dataset.start);
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    for (const node of nodes) {
      const signs = [...node.data];
      const from = Math.max(start - at, 0);
      const to = Math.min(end - at, signs.length);
      at += signs.length;
      if (from >= to) continue;
      const mark = document.createElement("mark");
      mark.className = "marked";
      mark.dataset.mark = id;
      if (!document.getElementById(`mark-${id}`)) mark.id = `mark-${id}`;
      mark.textContent = signs.slice(from, to).join("");
      node.replaceWith(signs.slice(0, from).join(""), mark, signs.slice(to).join(""));
    }
  };
  const draw = ({ mark: id, start, end, note, gone }) => {
    for (const old of [...gone, id]) unwrap(old);
    const blocks = [...text.querySelectorAll("[data-start]")].filter((block) => {
      const at = Number(block.dataset.start);
      return at < end && start < at + count(block.textContent);
    });
    for (const block of blocks) wrapIn(block, start, end, id);
    const last = blocks[blocks.length - 1];
    if (!last) return null;
    let outer = last;
    while (outer.parentElement !== text && !outer.parentElement.matches(".jotted")) outer = outer.parentElement;
    const jottings = document.importNode(model.content, true).firstElementChild;
    const jotting = jottings.querySelector(".jotting");
    jotting.dataset.of = id;
    for (const form of jotting.querySelectorAll("form")) form.action = form.getAttribute("action").replace("/0/", `/${id}/`);
    const area = jotting.querySelector("textarea");
    area.id = `note-${id}`;
    area.value = note;
    jotting.querySelector("label").htmlFor = area.id;
    const at = jotting.querySelector("[name=at]");
    if (at) at.value = outer.id;
    if (note) {
      const words = jotting.querySelector(".words");
      words.textContent = note;
      words.classList.remove("bare");
    }
    if (outer.parentElement.matches(".jotted")) {
      const there = outer.parentElement.querySelector(".jottings");
      there ? there.append(jotting) : outer.parentElement.append(jottings);
    } else {
      const frame = document.createElement("div");
      frame.className = "jotted";
      outer.replaceWith(frame);
      frame.append(outer, jottings);
    }
    return jotting;
  };
  const list = bar.querySelector(".marklist");
  const relist = () => {
    const marks = [...text.querySelectorAll("mark[id]")];
    bar.querySelector("[data-count]").textContent = marks.length || "";
    list.replaceChildren(
      ...marks.map((mark) => {
        const item = document.createElement("li");
        const link = document.createElement("a");
        link.href = `#${mark.id}`;
        link.textContent = [...mark.textContent].slice(0, 90).join("");
        item.append(link);
        return item;
      }),
    );
  };
  toolbar.addEventListener("submit", async (event) => {
    event.preventDefault();
    const asked = chosen;
    const withNote = event.submitter?.value === "note";
    if (!asked) return;
    toolbar.hidden = true;
    getSelection().removeAllRanges(); // now, for the next words may be selected before the answer is here
    let answer;
    try {
      const { start, end, words } = asked;
      answer = await (await send(toolbar, { version: piece.dataset.version, start, end, words })).json();
    } catch {
      tell(document.querySelector(".said")?.dataset.failed ?? "");
      return;
    }
    if (!answer.done) return tell(answer.why ?? "");
    const jotting = draw(answer);
    relist();
    tell(answer.words);
    if (withNote && jotting) {
      jotting.open = true;
      jotting.querySelector("textarea").focus();
    }
  });
})();
