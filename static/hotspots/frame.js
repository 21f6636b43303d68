/*
 * What stands round the map, so that nothing covers what is drawn: over it what is shown
 * and of when, under it in one line buttons, the scale and the key. Every word from Python
 * is set as text, never as HTML.
 */
window.HotspotsMap = window.HotspotsMap || {};

(function (HotspotsMap) {
  "use strict";

  // Round the whole county: room for numbers outside of it.
  const MARGIN_PX = 22;
  // A map smaller than this is not on show.
  const LEAST_PX = 40;
  // Two maps show one area if their edges differ by less than this share of it.
  const ALIKE = 0.06;
  const HINT_MS = 1400;
  const SCALE_PX = 70;
  // How much of the key stands in its line, most first: colours and signs with their
  // words, colours with their words, colours with words at their ends, nothing. The rest
  // unfolds, over the map.
  const STAGES = ["all", "colours", "swatches", "none"];
  const DOTS = "Dots with a street's name: map points of the data, by number of incidents";
  const BARE = "A mark without a number: click on it, or look closer";
  const PICKED = "Zone that you picked";
  const ABOUT = "The zone of this page";
  const HINT = "Ctrl and wheel zooms the map";

  function add(parent, tag, className, text) {
    const element = L.DomUtil.create(tag, className || "", parent);
    if (text !== undefined) element.textContent = text;
    return element;
  }

  /** Put a line over the map and one under it. */
  function addFoot(map) {
    addHead();
    const foot = add(map.getContainer(), "div", "hotspots-foot");
    foot.append(map.zoomControl.getContainer());
    const scale = L.control.scale({ maxWidth: SCALE_PX, imperial: false }).addTo(map);
    foot.append(scale.getContainer());
    const key = add(foot, "details", "hotspots-key");
    // One of those in the foot is open at a time.
    key.setAttribute("name", "hotspots-foot");
    key.hidden = true;
    L.DomEvent.disableClickPropagation(foot);
    L.DomEvent.disableScrollPropagation(foot);
    new ResizeObserver(() => foldKey(foot)).observe(map.getContainer());
    document.fonts.ready.then(() => foldKey(foot));
    return foot;
  }

  function addHead() {
    const head = add(document.body, "p", "hotspots-head");
    makeRoom(head);
    new ResizeObserver(() => makeRoom(head)).observe(head);
    document.documentElement.classList.add("headed");
  }

  const makeRoom = (head) =>
    document.documentElement.style.setProperty("--head", `${head.offsetHeight}px`);

  /** Write the key for what is shown now; whether it is open is left to the reader. */
  function writeKey(foot, change) {
    const { legend } = change;
    const head = document.querySelector(".hotspots-head");
    head.replaceChildren();
    add(head, "strong", "", legend.title);
    if (legend.note) add(head, "span", "", legend.note);
    makeRoom(head);
    const key = foot.querySelector(".hotspots-key");
    const { ramp, strong } = HotspotsMap.coloursOf(change);
    key.hidden = false;
    key.style.setProperty("--strong", strong);
    key.style.setProperty("--on-strong", HotspotsMap.readableOn(strong));
    key.replaceChildren();
    const summary = add(key, "summary", "", "Key");
    const inside = add(key, "div", "hotspots-inside");
    if (legend.ends.length) writeRamp(summary, ramp, { ends: legend.ends, kind: "swatches" });
    [summary, inside].forEach((parent) => {
      writeColours(parent, ramp, legend);
      legend.signs.forEach((sign) => writeSign(parent, sign));
      writePicked(parent);
    });
    add(inside, "div", "hotspots-row", DOTS);
    add(inside, "div", "hotspots-row hotspots-bare", BARE).hidden = true;
    foldKey(foot);
  }

  /** Name each colour, so that none is left to be guessed; or a ramp's ends. */
  function writeColours(parent, ramp, { classes, low, high }) {
    if (low && !classes.length) {
      writeRamp(parent, ramp, { ends: [low, high], kind: "colours" });
    }
    classes.forEach((text, i) => {
      const row = add(parent, "span", "hotspots-row colours");
      add(row, "i").style.backgroundColor = ramp[i];
      add(row, "span", "", text);
    });
  }

  function writeRamp(parent, ramp, { ends: [low, high], kind }) {
    const row = add(parent, "span", `hotspots-ramp ${kind}`);
    add(row, "span", "", low);
    ramp.forEach((colour) => {
      add(row, "i").style.backgroundColor = colour;
    });
    add(row, "span", "", high);
  }

  function writeSign(parent, { kind, marked, text }) {
    const row = add(parent, "span", "hotspots-row signs");
    const sign = add(row, "span", `hotspots-sign ${kind.replace(/ /g, "-")}`, "1");
    sign.classList.toggle("marked", marked);
    sign.setAttribute("aria-hidden", "true");
    add(row, "span", "", text);
  }

  function writePicked(parent) {
    const row = add(parent, "span", "hotspots-row hotspots-picked signs");
    row.hidden = true;
    add(row, "b").setAttribute("aria-hidden", "true");
    add(row, "span", "");
  }

  /** Name the ring round the zone that was picked, while there is one. */
  function nameSelected(foot, { isOne, isAbout }) {
    foot.querySelectorAll(".hotspots-picked").forEach((row) => {
      row.hidden = !isOne;
      row.lastChild.textContent = isAbout ? ABOUT : PICKED;
    });
    foldKey(foot);
  }

  /** Show as much of the key as its one line holds. */
  function foldKey(foot) {
    const key = foot.querySelector(".hotspots-key");
    key.dataset.stage = STAGES.find((stage) => {
      key.dataset.stage = stage;
      return foot.scrollWidth <= foot.clientWidth;
    });
  }

  /**
   * Show all of `bounds` above the foot, once seen; and again when sizes change, until
   * the reader moves the map. What was looked at under this view's name comes back.
   * Gives what to call when the foot may have grown, so that nothing is drawn twice.
   */
  function showAll(map, bounds, foot, name) {
    const views = (window.parent.hotspotsViews ||= {});
    let isOurs = true;
    let isFitting = false;
    let isFirst = true;
    let isZooming = false;
    let farthest = 0;
    let fitted = "";
    let looked = null;
    map.on("zoomanim", () => (isZooming = true));
    map.on("zoomend", () => (isZooming = false));
    const sizes = () => `${map.getSize()} ${foot.offsetHeight}`;
    function fit() {
      isFitting = true;
      fitted = sizes();
      map.setMinZoom(0);
      map.fitBounds(bounds, {
        animate: false,
        paddingTopLeft: [MARGIN_PX, MARGIN_PX],
        paddingBottomRight: [MARGIN_PX, MARGIN_PX + foot.offsetHeight],
      });
      farthest = map.getZoom();
      map.setMinZoom(Math.min(farthest - 0.5, 9));
      isFitting = false;
      isOurs = true;
    }
    function restore() {
      const view = name && views[name];
      if (!view || !isAlike(view.bounds, bounds)) return;
      map.setView(view.centre, view.zoom, { animate: false });
      looked = view;
    }
    function fitAnew() {
      if (map.getSize().x <= LEAST_PX || !isOurs || sizes() === fitted) return;
      fit();
      // At another zoom the scale is of another length, and the foot's lines break anew.
      if (sizes() !== fitted) fit();
      if (isFirst) restore();
      isFirst = false;
    }
    function onSize() {
      isFitting = true;
      map.invalidateSize({ pan: false });
      // What the reader looks at stays in the middle, however large the map is now.
      const isShown = map.getSize().x > LEAST_PX;
      if (isShown && looked && !isOurs) {
        map.setView(looked.centre, looked.zoom, { animate: false });
      }
      isFitting = false;
      fitAnew();
    }
    map.on("movestart", () => {
      if (!isFitting) isOurs = false;
    });
    map.on("moveend", () => {
      // A frame that is being taken away has no size, and its centre is elsewhere.
      if (isFitting || isOurs || isFirst || map.getSize().x <= LEAST_PX) return;
      looked = { bounds, centre: map.getCenter(), zoom: map.getZoom() };
      if (name) views[name] = looked;
    });
    // In a tab not yet opened the map has no size: fitting then would show a dot.
    const observer = new ResizeObserver(onSize);
    observer.observe(map.getContainer());
    observer.observe(foot);
    onSize();
    addShowAll(map, () => {
      delete views[name];
      looked = null;
      // While a zoom is under way, Leaflet drops every other move.
      if (isZooming) map.once("zoomend", fit);
      else fit();
    });
    dragWhereUseful(map, () => map.getZoom() > farthest);
    zoomWithCtrl(map);
    return fitAnew;
  }

  /** Whether two areas are the same county, whatever their zones. */
  function isAlike(a, b) {
    const width = b.getEast() - b.getWest();
    const height = b.getNorth() - b.getSouth();
    return (
      Math.abs(a.getWest() - b.getWest()) < ALIKE * width &&
      Math.abs(a.getEast() - b.getEast()) < ALIKE * width &&
      Math.abs(a.getSouth() - b.getSouth()) < ALIKE * height &&
      Math.abs(a.getNorth() - b.getNorth()) < ALIKE * height
    );
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

  /** On a touch screen one finger moves the map only where there is more to see. */
  function dragWhereUseful(map, isCloser) {
    if (!window.matchMedia("(pointer: coarse)").matches) return;
    const set = () => (isCloser() ? map.dragging.enable() : map.dragging.disable());
    map.on("zoomend", set);
    set();
  }

  /** The wheel scrolls the page; with Ctrl it zooms the map. */
  function zoomWithCtrl(map) {
    const hint = add(map.getContainer(), "p", "hotspots-hint", HINT);
    hint.hidden = true;
    let fading = 0;
    const options = { capture: true, passive: true };
    const onWheel = (event) => {
      if (event.ctrlKey || event.metaKey) return;
      event.stopImmediatePropagation();
      hint.hidden = false;
      clearTimeout(fading);
      fading = setTimeout(() => (hint.hidden = true), HINT_MS);
    };
    map.getContainer().addEventListener("wheel", onWheel, options);
  }

  Object.assign(HotspotsMap, { MARGIN_PX, addFoot, writeKey, nameSelected, showAll });
})(window.HotspotsMap);
