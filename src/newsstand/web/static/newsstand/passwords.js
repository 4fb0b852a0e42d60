// A button beside each password: what is typed is shown while it is pressed in, and hidden again before it is sent.
"use strict";
(() => {
  const buttons = document.querySelectorAll(".shown-or-not button");
  const show = (button, isShown) => {
    document.getElementById(button.getAttribute("aria-controls")).type = isShown ? "text" : "password";
    button.setAttribute("aria-pressed", String(isShown));
  };
  for (const button of buttons) {
    button.hidden = false;
    button.addEventListener("click", () => show(button, button.getAttribute("aria-pressed") === "false"));
  }
  const hide = () => buttons.forEach((button) => show(button, false));
  addEventListener("submit", hide, true); // browsers remember what was sent as text
  addEventListener("pagehide", hide); // and keep pages to come back to
})();
