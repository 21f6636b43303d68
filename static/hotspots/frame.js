/*
 * What stands round the map: the key, the scale, whose data it is, "show all".
 * Every word from Python is set as text, never as HTML.
 */
window.HotspotsMap = window.HotspotsMap || {};

(function (HotspotsMap) {
  "use strict";

  // Round the whole county: room for signs that were pushed out of it.
  const MARGIN_PX = 18;
  // A map smaller than this is not on show.
  const LEAST_PX = 40;

  function add(parent, tag, className, text) {
    const element = L.DomUtil.create(tag, className || "", parent);
    if (text !== undefined) element.textContent = text;
    return element;
  }

  /** Put the foot under the map: the key, the scale, and whose data it is. */
  function addFoot(map, attribution) {
    const foot = add(map.getContainer(), "div", "hotspots-foot");
    const key = add(foot, "details", "hotspots-key");
    key.open = true;
    key.hidden = true;
    add(foot, "p", "", attribution);
    const scale = L.control.scale({ maxWidth: 90 }).addTo(map);
    foot.appendChild(scale.getContainer());
    L.DomEvent.disableClickPropagation(foot);
    L.DomEvent.disableScrollPropagation(foot);
    return foot;
  }

  /** Write the key for what is shown now; its folding is left as the reader set it. */
  function writeKey(foot, change) {
    const key = foot.firstChild;
    key.hidden = false;
    key.style.setProperty("--strong", change.strong);
    key.replaceChildren();
    const summary = add(key, "summary");
    add(summary, "strong", "", change.legend.title);
    if (change.legend.note) add(summary, "span", "hotspots-note", change.legend.note);
    const rows = add(key, "div", "hotspots-rows");
    change.legend.signs.forEach(({ kind, marked, text }) => {
      const row = add(rows, "div", "hotspots-row");
      const sign = add(row, "span", `hotspots-sign ${kind.replace(/ /g, "-")}`, "1");
      sign.classList.toggle("marked", marked);
      sign.setAttribute("aria-hidden", "true");
      add(row, "span", "", text);
    });
    writeRamp(rows, change);
    if (change.legend.moved) add(rows, "div", "hotspots-row", change.legend.moved);
  }

  function writeRamp(rows, { ramp, legend }) {
    const row = add(rows, "div", "hotspots-row hotspots-ramp");
    add(row, "span", "", legend.low);
    ramp.forEach((colour) => {
      add(row, "i").style.backgroundColor = colour;
    });
    add(row, "span", "", legend.high);
  }

  /**
   * Show all of `bounds` above the foot, once seen; and again when sizes change, until
   * the reader moves the map.
   */
  function showAll(map, bounds, foot) {
    let isOurs = true;
    let isFitting = false;
    let farthest = 0;
    function fit() {
      isFitting = true;
      map.setMinZoom(0);
      map.fitBounds(bounds, {
        animate: false,
        paddingTopLeft: [MARGIN_PX, MARGIN_PX],
        paddingBottomRight: [MARGIN_PX, MARGIN_PX + foot.offsetHeight],
      });
      farthest = map.getZoom();
      map.setMinZoom(farthest - 0.5);
      isFitting = false;
      isOurs = true;
    }
    function onSize() {
      map.invalidateSize({ pan: false });
      if (map.getSize().x > LEAST_PX && isOurs) fit();
    }
    map.on("movestart", () => {
      if (!isFitting) isOurs = false;
    });
    // In a tab not yet opened the map has no size: fitting then would show a dot.
    const observer = new ResizeObserver(onSize);
    observer.observe(map.getContainer());
    observer.observe(foot);
    onSize();
    addShowAll(map, fit);
    dragWhereUseful(map, () => map.getZoom() > farthest);
  }

  function addShowAll(map, fit) {
    const button = add(map.zoomControl.getContainer(), "a", "hotspots-all", "All");
    button.href = "#";
    button.title = "Show all";
    button.setAttribute("role", "button");
    button.setAttribute("aria-label", "Show all");
    L.DomEvent.on(button, "click", (event) => {
      L.DomEvent.stop(event);
      fit();
    });
  }

  /**
   * Leave the page's own scrolling alone: the wheel zooms only a map that was clicked,
   * and on a touch screen one finger moves the map only where there is more to see.
   */
  function dragWhereUseful(map, isCloser) {
    map.scrollWheelZoom.disable();
    map.on("focus", () => map.scrollWheelZoom.enable());
    map.on("blur", () => map.scrollWheelZoom.disable());
    if (!window.matchMedia("(pointer: coarse)").matches) return;
    const set = () => (isCloser() ? map.dragging.enable() : map.dragging.disable());
    map.on("zoomend", set);
    set();
  }

  Object.assign(HotspotsMap, { MARGIN_PX, addFoot, writeKey, showAll });
})(window.HotspotsMap);
