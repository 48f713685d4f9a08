// Drag over the bars to choose days, over the map to choose a part of it; map, list and counts follow in place, and
// every state has its address. Links and the form do the same without this file.
"use strict";
(() => {
  const PARTS = ["aside.filters", "section.results"];
  const part = (name, within = document) => within.querySelector(name);
  const here = () => new URL(location.href);
  let waiting = null; // the state being fetched; a later one takes its place

  // What has the focus, told so that it is found again in what takes its place.
  const focused = () => {
    const at = document.activeElement;
    if (!at || at === document.body || !PARTS.some((name) => part(name)?.contains(at))) return null;
    return at.id ? { id: at.id } : { keep: at.dataset?.keep || "" };
  };
  const refocus = (was) => {
    if (!was) return;
    const all = [...document.querySelectorAll("[data-keep]")];
    const again = was.id ? document.getElementById(was.id) : all.find((one) => was.keep && one.dataset.keep === was.keep);
    (again || document.getElementById("main")).focus({ preventScroll: true });
  };
  const replace = (fresh) => {
    const was = focused();
    const open = PARTS.flatMap((name) => [...part(name).querySelectorAll("details")].map((one) => one.open));
    for (const name of PARTS) {
      const [old, next] = [part(name), part(name, fresh)];
      // The count stays the element that it is, so that screen readers tell of its new words.
      const [count, words] = [part("#count", old), part("#count", next)];
      if (count && words) {
        const told = [...words.childNodes];
        words.replaceWith(count);
        old.replaceChildren(...next.childNodes);
        count.replaceChildren(...told);
      } else old.replaceChildren(...next.childNodes);
      part(name).removeAttribute("aria-busy");
    }
    const folds = PARTS.flatMap((name) => [...part(name).querySelectorAll("details")]);
    if (folds.length === open.length) folds.forEach((one, at) => { one.open = open[at] && !one.matches(".menu"); });
    document.title = fresh.title;
    brushes();
    refocus(was);
    document.dispatchEvent(new CustomEvent("whence:shown"));
  };
  const show = async (url, push) => {
    waiting?.abort();
    const mine = (waiting = new AbortController());
    part("section.results").setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(url, { headers: { Accept: "text/html" }, signal: mine.signal });
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (mine.signal.aborted) return;
      if (!answer.ok || answer.redirected || !PARTS.every((name) => part(name, fresh))) throw new Error("another page");
      if (push) history.pushState(null, "", url);
      replace(fresh);
    } catch (error) {
      if (error.name !== "AbortError") location.assign(url); // as without this file
    }
  };
  // The same page in the same shape is shown in place; everything else is a page of its own.
  const inPlace = (url) => url.origin === location.origin && url.pathname === location.pathname
    && (url.searchParams.get("view") || "table") === (here().searchParams.get("view") || "table") && !url.searchParams.has("after");
  const go = (url) => (inPlace(url) ? show(url, true) : location.assign(url));
  const ask = (changes) => {
    const url = here();
    url.searchParams.delete("after");
    for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, value);
    go(url);
  };
  document.addEventListener("whence:ask", (event) => go(new URL(event.detail, location.href)));
  window.addEventListener("popstate", () => show(here(), false));
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const link = event.target.closest("aside.filters a, section.results a");
    if (!link) return;
    const url = new URL(link.getAttribute("href"), location.href); // of a drawing's link, `href` is no string
    if (!inPlace(url)) return;
    event.preventDefault();
    show(url, true);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form.look")) return;
    const url = new URL(event.target.action);
    // What was left empty has no place in the address.
    url.search = new URLSearchParams([...new FormData(event.target)].filter(([name, value]) => value && !(name === "origins" && value === "0")));
    if (!inPlace(url)) return;
    event.preventDefault();
    show(url, true);
  });

  const drag = (svg, done) => {
    const band = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    band.setAttribute("class", "band");
    let from = null;
    let moved = false;
    const at = (event) => {
      const box = svg.getBoundingClientRect();
      const view = svg.viewBox.baseVal;
      return [((event.clientX - box.left) / box.width) * view.width, ((event.clientY - box.top) / box.height) * view.height];
    };
    const move = (event) => {
      if (!svg.getBoundingClientRect().width) return; // the drawing may have given way to the live map
      const to = at(event);
      if (!moved && Math.hypot(to[0] - from[0], to[1] - from[1]) < 8) return;
      moved = true;
      if (!band.parentNode) svg.append(band);
      done.draw(band, from, to, svg.viewBox.baseVal);
    };
    const end = (event) => {
      window.removeEventListener("pointermove", move);
      band.remove();
      if (moved && svg.getBoundingClientRect().width) done.choose(from, at(event), svg.viewBox.baseVal);
    };
    svg.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || event.pointerType === "touch") return;
      from = at(event);
      moved = false;
      window.addEventListener("pointermove", move);
      window.addEventListener("pointerup", end, { once: true });
    });
    svg.addEventListener("click", (event) => { if (moved) event.preventDefault(); }, true);
    svg.addEventListener("dragstart", (event) => event.preventDefault());
  };
  const rect = (band, x, y, width, height) => {
    for (const [name, value] of Object.entries({ x, y, width, height })) band.setAttribute(name, value);
  };
  const days = (svg) => {
    const bars = [...svg.querySelectorAll("a[data-since]")];
    drag(svg, {
      draw: (band, a, b, view) => rect(band, Math.min(a[0], b[0]), 0, Math.abs(a[0] - b[0]), view.height),
      choose: (a, b) => {
        const [low, high] = [Math.min(a[0], b[0]), Math.max(a[0], b[0])];
        const hit = bars.filter((bar) => {
          const box = bar.querySelector(".bar");
          const x = Number(box.getAttribute("x"));
          return x + Number(box.getAttribute("width")) >= low && x <= high;
        });
        if (hit.length) ask({ since: hit[0].dataset.since, until: hit[hit.length - 1].dataset.until });
      },
    });
  };
  const land = (svg) => {
    const [west, south, east, north] = svg.dataset.box.split(",").map(Number);
    drag(svg, {
      draw: (band, a, b) => rect(band, Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1])),
      choose: (a, b, view) => {
        const lon = (x) => west + (Math.max(0, Math.min(view.width, x)) / view.width) * (east - west);
        const lat = (y) => north - (Math.max(0, Math.min(view.height, y)) / view.height) * (north - south);
        const box = [lon(Math.min(a[0], b[0])), lat(Math.max(a[1], b[1])), lon(Math.max(a[0], b[0])), lat(Math.min(a[1], b[1]))];
        ask({ box: box.map((value) => value.toFixed(3)).join(",") });
      },
    });
  };
  const brushes = () => {
    document.querySelectorAll("svg.bars").forEach(days);
    document.querySelectorAll("svg.map").forEach(land);
  };
  brushes();
  // On a narrow screen the filters begin folded.
  const fold = document.querySelector(".filters > details");
  if (fold && matchMedia("(max-width: 52rem)").matches) fold.open = false;
})();
