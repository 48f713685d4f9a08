// Drag over the bars to choose days, over the map to choose a part of it. Links do the same without this file.
"use strict";
(() => {
  const ask = (changes) => {
    const url = new URL(location.href);
    url.searchParams.delete("after");
    for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, value);
    location.assign(url);
  };
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
    svg.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || event.pointerType === "touch") return;
      from = at(event);
      moved = false;
    });
    window.addEventListener("pointermove", (event) => {
      if (!from || !svg.getBoundingClientRect().width) return; // the drawing may have given way to the live map
      const to = at(event);
      if (!moved && Math.hypot(to[0] - from[0], to[1] - from[1]) < 8) return;
      moved = true;
      if (!band.parentNode) svg.append(band);
      done.draw(band, from, to, svg.viewBox.baseVal);
    });
    window.addEventListener("pointerup", (event) => {
      if (!from) return;
      const start = from;
      from = null;
      band.remove();
      if (moved && svg.getBoundingClientRect().width) done.choose(start, at(event), svg.viewBox.baseVal);
    });
    svg.addEventListener("click", (event) => { if (moved) event.preventDefault(); }, true);
    svg.addEventListener("dragstart", (event) => event.preventDefault());
  };
  const rect = (band, x, y, width, height) => {
    for (const [name, value] of Object.entries({ x, y, width, height })) band.setAttribute(name, value);
  };
  for (const svg of document.querySelectorAll("svg.bars")) {
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
  }
  for (const svg of document.querySelectorAll("svg.map")) {
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
  }
  // On a narrow screen the filters begin folded.
  const fold = document.querySelector(".filters > details");
  if (fold && matchMedia("(max-width: 52rem)").matches) fold.open = false;
})();
