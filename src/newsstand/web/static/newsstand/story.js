// Shares a story: copies its address, or hands it to the device; without this file the address and e-mail stand there.
"use strict";
(() => {
  const share = document.querySelector(".share");
  if (!share) return;
  const address = share.querySelector(".address").textContent.trim();
  const told = share.querySelector(".told");
  const copy = share.querySelector(".copy");
  const send = share.querySelector(".send");
  if (navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(address);
        told.textContent = share.dataset.copied;
      } catch {
        getSelection().selectAllChildren(share.querySelector(".address"));
      }
    });
  }
  if (navigator.share) {
    send.hidden = false;
    send.addEventListener("click", () => navigator.share({ title: document.title, url: address }).catch(() => {}));
  }
})();
