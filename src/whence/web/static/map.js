// Where the browser has WebGL2, the drawn map gives way to one that moves. Without it, or without this file, the drawing stays.
"use strict";
(() => {
  const find = () => document.querySelector("figure.where[data-maplibre]");
  let figure = find(); // another one after each state that is shown in place
  if (!figure || !document.createElement("canvas").getContext("webgl2")) return;
  const { maplibre, worker, countries } = figure.dataset;
  let drawing = figure.querySelector("svg.map");
  const ask = (address) => document.dispatchEvent(new CustomEvent("whence:ask", { detail: address }));
  const read = async (address) => (await fetch(address)).json();
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue("--" + name).trim();
  const ratio = Math.min(3, Math.ceil(window.devicePixelRatio || 1));
  const make = (name, properties) => Object.assign(document.createElement(name), properties);

  // Names as pictures: fonts are not fetched from anywhere.
  const picture = (text) => {
    const canvas = make("canvas", {});
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    const font = `${12 * ratio}px ${style.getPropertyValue("--sans") || "sans-serif"}`;
    pen.font = font;
    canvas.width = Math.ceil(pen.measureText(text).width) + 8 * ratio;
    canvas.height = 18 * ratio;
    Object.assign(pen, { font, textBaseline: "middle", lineJoin: "round", lineWidth: 3 * ratio, strokeStyle: colour("sea"), fillStyle: colour("ink") });
    pen.strokeText(text, 4 * ratio, canvas.height / 2);
    pen.fillText(text, 4 * ratio, canvas.height / 2);
    return pen.getImageData(0, 0, canvas.width, canvas.height);
  };
  const hatch = () => {
    const side = 8 * ratio;
    const canvas = make("canvas", { width: side, height: side });
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    Object.assign(pen, { strokeStyle: colour("accent"), lineWidth: ratio, globalAlpha: 0.55 });
    for (const x of [-side, 0, side]) { pen.beginPath(); pen.moveTo(x, side); pen.lineTo(x + side, 0); pen.stroke(); }
    return pen.getImageData(0, 0, side, side);
  };
  const shade = (features) => {
    const by = new Map();
    for (const { properties: one } of features) if (one.known === "country" && one.country) by.set(one.country, (by.get(one.country) || 0) + one.events);
    const steps = [...by].flatMap(([code, events]) => [code, colour(events < 5 ? "land1" : events < 50 ? "land2" : "land3")]);
    return steps.length ? ["match", ["get", "code"], ...steps, colour("land")] : colour("land");
  };

  const parts = (map, found) => {
    const features = found.features.filter((one) => one.geometry);
    const named = features.slice(0, 200);
    for (const one of named) if (!map.hasImage("name:" + one.id)) map.addImage("name:" + one.id, picture(one.properties.name), { pixelRatio: ratio });
    const names = named.map((one) => ({ ...one, properties: { ...one.properties, picture: "name:" + one.id }, geometry: { type: "Point", coordinates: middle(one.geometry) } }));
    return { places: { ...found, features }, names: { type: "FeatureCollection", features: names } };
  };
  const layers = (map, land, found) => {
    map.addImage("hatch", hatch(), { pixelRatio: ratio });
    map.addSource("land", { type: "geojson", data: land });
    for (const [name, data] of Object.entries(parts(map, found))) map.addSource(name, { type: "geojson", data });
    const area = ["==", ["get", "area"], true];
    const size = ["min", 16, ["+", 3, ["*", 1.6, ["sqrt", ["get", "events"]]]]];
    map.addLayer({ id: "land", type: "fill", source: "land", paint: { "fill-color": shade(found.features), "fill-outline-color": colour("paper") } });
    map.addLayer({ id: "areas", type: "fill", source: "places", filter: area, paint: { "fill-pattern": "hatch" } });
    map.addLayer({ id: "edges", type: "line", source: "places", filter: area, paint: { "line-color": colour("accent"), "line-width": 1.2, "line-dasharray": [4, 3] } });
    map.addLayer({ id: "pins", type: "circle", source: "places", filter: ["!", area], paint: { "circle-radius": size, "circle-color": colour("accent"), "circle-opacity": 0.72, "circle-stroke-color": colour("paper"), "circle-stroke-width": 1 } });
    map.addLayer({ id: "names", type: "symbol", source: "names", layout: { "icon-image": ["get", "picture"], "icon-anchor": ["case", area, "center", "left"], "icon-offset": ["case", area, ["literal", [0, 0]], ["literal", [10, 0]]], "symbol-sort-key": ["-", 0, ["get", "events"]] } });
  };
  const middle = (geometry) => {
    if (geometry.type === "Point") return geometry.coordinates;
    const ring = geometry.coordinates[0];
    return [0, 1].map((at) => (Math.min(...ring.map((one) => one[at])) + Math.max(...ring.map((one) => one[at]))) / 2);
  };

  const follow = (map, told) => {
    const within = (bounds) => {
      const url = new URL(location.href);
      url.searchParams.delete("after");
      const clip = (value, most) => Math.max(-most, Math.min(most, value)).toFixed(3);
      url.searchParams.set("box", [clip(bounds.getWest(), 180), clip(bounds.getSouth(), 90), clip(bounds.getEast(), 180), clip(bounds.getNorth(), 90)].join(","));
      return url.pathname + url.search;
    };
    const moved = () => {
      const inside = figure.querySelector(".zoom a");
      inside.textContent = "Only what the map shows";
      inside.href = within(map.getBounds());
    };
    map.on("moveend", moved);
    map.on("boxzoomend", () => map.once("moveend", () => ask(within(map.getBounds()))));
    moved();
    for (const layer of ["pins", "areas"]) {
      map.on("mousemove", layer, (event) => { map.getCanvas().style.cursor = "pointer"; told.textContent = event.features[0].properties.told; });
      map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; told.textContent = ""; });
      map.on("click", layer, (event) => { if (!event.originalEvent.defaultPrevented) { event.originalEvent.preventDefault(); ask(event.features[0].properties.href); } });
    }
  };
  const buttons = (map) => {
    const row = make("p", { className: "closer" });
    for (const [word, told, act] of [["+", "Closer", () => map.zoomIn()], ["−", "Further away", () => map.zoomOut()]]) {
      const button = make("button", { type: "button", textContent: word, onclick: act });
      button.setAttribute("aria-label", told);
      row.append(button);
    }
    return row;
  };

  const bounds = () => {
    const [west, south, east, north] = drawing.dataset.box.split(",").map(Number);
    return [[west, south], [east, north]];
  };
  // Another state of the page: the same map, in the new figure, with the new places.
  const again = async (map, holder, told) => {
    const mine = find();
    if (!mine) return;
    figure = mine;
    drawing = figure.querySelector("svg.map");
    drawing.before(holder, told);
    drawing.classList.add("gone");
    told.textContent = "";
    const found = await read(figure.dataset.places);
    if (figure !== mine) return; // there is a later one already
    for (const [name, data] of Object.entries(parts(map, found))) map.getSource(name).setData(data);
    map.setPaintProperty("land", "fill-color", shade(found.features));
    map.fitBounds(bounds(), { animate: false });
    map.once("idle", () => { mine.dataset.live = "yes"; });
  };

  const start = async () => {
    const [land, found] = await Promise.all([countries, figure.dataset.places].map(read));
    const holder = make("div", { className: "live" });
    const told = make("p", { className: "told" });
    drawing.before(holder, told);
    maplibregl.setWorkerUrl(worker);
    const map = new maplibregl.Map({
      container: holder, attributionControl: false, dragRotate: false, pitchWithRotate: false, touchPitch: false, fadeDuration: 0,
      scrollZoom: false, maxZoom: 12, bounds: bounds(), renderWorldCopies: false,
      style: { version: 8, sources: {}, layers: [{ id: "sea", type: "background", paint: { "background-color": colour("sea") } }] },
    });
    map.touchZoomRotate.disableRotation();
    map.getCanvas().setAttribute("aria-label", drawing.getAttribute("aria-label"));
    map.on("load", () => {
      layers(map, land, found);
      follow(map, told);
      holder.append(buttons(map));
      map.once("idle", () => { drawing.classList.add("gone"); figure.dataset.live = "yes"; });
      document.addEventListener("whence:shown", follows);
      if (figure !== find()) follows(); // somebody was quicker than the map
    });
    const follows = () => again(map, holder, told);
    // The browser may take the graphics away again: then the drawing comes back.
    map.on("webglcontextlost", () => { document.removeEventListener("whence:shown", follows); map.remove(); holder.remove(); told.remove(); drawing.classList.remove("gone"); });
  };
  document.head.append(make("script", { src: maplibre, onload: start }));
})();
