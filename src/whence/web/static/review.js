// Keys for the review. Each does what its button does; without this file the buttons still do it.
"use strict";
(() => {
  const article = document.querySelector("article.review");
  if (!article || article.dataset.keys !== "on") return;
  const named = { " ": "space", Backspace: "backspace", Enter: "enter" };
  const does = new Map();
  for (const name of ["accept", "reject", "edit", "merge", "split", "skip", "undo", "help"]) {
    const key = article.getAttribute("data-key-" + name);
    if (key) does.set(key, name);
  }
  let sent = false;
  const act = (name) => {
    if (name === "merge") {
      const box = document.getElementById("merge");
      const offered = document.getElementById("do-merge-offered");
      box.open = true;
      (offered || document.getElementById("other")).focus();
      return;
    }
    if (name === "edit") {
      const box = document.getElementById("edit");
      box.open = true;
      box.querySelector("select, input:not([type=hidden])").focus();
      return;
    }
    const button = document.getElementById("do-" + name);
    if (!button || sent) return;
    sent = true; // one decision a page, however fast the keys
    button.click();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) return;
    const at = event.target;
    const writing = at.matches("input:not([type=checkbox]), textarea, select");
    if (writing) {
      if (event.key === "Escape") at.blur();
      return;
    }
    const key = (named[event.key] || event.key).toLowerCase();
    const name = does.get(key);
    if (!name) return;
    // Space and Enter belong to whatever button has the focus.
    if ((key === "space" || key === "enter") && at.matches("button, a, summary")) return;
    event.preventDefault();
    act(name);
  });
})();
