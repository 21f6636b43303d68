/*
 * A street map under the zones, if the reader asks for one. None is shown before: a
 * request for tiles tells an outside server where the reader looks. Where it cannot be
 * had, one quiet sentence says so and nothing else changes.
 */
window.HotspotsMap = window.HotspotsMap || {};

(function (HotspotsMap) {
  "use strict";

  const READER = "../../app/static/vendor/protomaps-leaflet/protomaps-leaflet.js";
  const MAGIC = "PMTiles";
  // In an archive's head: how long it is, and where its closest zoom stands.
  const HEAD_BYTES = 127;
  const CLOSEST_AT = 101;
  const FAILED =
    "The street map cannot be reached. The map goes on with the streets of your data.";

  /** Put the switch in the foot; `changed(isShown)` is called when a map comes or goes. */
  function addTiles(map, foot, tiles, changed) {
    const box = L.DomUtil.create("details", "hotspots-tiles", foot);
    box.setAttribute("name", "hotspots-foot");
    L.DomUtil.create("summary", "", box).textContent = "Street map";
    const inside = L.DomUtil.create("div", "hotspots-inside", box);
    const note = L.DomUtil.create("p", "", inside);
    note.textContent = tiles.note;
    if (tiles.kind === "none") return;
    const label = L.DomUtil.create("label", "", inside);
    const tick = L.DomUtil.create("input", "", label);
    tick.type = "checkbox";
    label.append(" Show a street map");
    const said = L.DomUtil.create("p", "hotspots-said", inside);
    said.setAttribute("role", "status");
    const credit = L.DomUtil.create("p", "hotspots-credit", map.getContainer());
    credit.textContent = tiles.credit;
    credit.hidden = true;
    let layer = null;

    function show(isShown) {
      credit.hidden = !isShown;
      changed(isShown);
    }

    async function set() {
      said.textContent = "";
      layer?.remove();
      layer = null;
      if (!tick.checked) return show(false);
      try {
        const made = await layerOf(tiles);
        if (!tick.checked || layer) return undefined;
        layer = made;
      } catch {
        said.textContent = FAILED;
        return show(false);
      }
      layer.on("tileerror", () => {
        said.textContent = FAILED;
        show(false);
      });
      layer.on("tileload", () => {
        said.textContent = "";
        show(true);
      });
      layer.addTo(map);
      return undefined;
    }
    L.DomEvent.on(tick, "change", set);
  }

  async function layerOf({ kind, address }) {
    if (kind === "raster") return L.tileLayer(address, { maxZoom: 18 });
    const maxDataZoom = await closestZoom(address);
    await load(READER);
    const url = new URL(address, window.location.href).href;
    const look = { flavor: "light", lang: "en", attribution: "" };
    return window.protomapsL.leafletLayer({ url, maxDataZoom, ...look });
  }

  /** The closest zoom of an archive that is there and whose parts can be asked for. */
  async function closestZoom(address) {
    const range = `bytes=0-${HEAD_BYTES - 1}`;
    const answer = await fetch(address, { headers: { Range: range } });
    const head = new Uint8Array(await answer.arrayBuffer());
    const magic = String.fromCharCode(...head.slice(0, MAGIC.length));
    if (answer.status !== 206 || magic !== MAGIC) throw new Error(address);
    return head[CLOSEST_AT];
  }

  let loading = null;

  function load(address) {
    loading ||= new Promise((done, fail) => {
      const script = document.createElement("script");
      Object.assign(script, { src: address, onload: done, onerror: fail });
      document.head.append(script);
    });
    return loading;
  }

  Object.assign(HotspotsMap, { addTiles });
})(window.HotspotsMap);
