/*
 * The calls that Python makes: create(map, given) once, join(map, group) perhaps, and
 * for every change restyle(map, change), showStreets(map, given) and select(map, row).
 * Only these differ between runs, so the map keeps its view.
 */
window.HotspotsMap = window.HotspotsMap || {};

(function (HotspotsMap) {
  "use strict";

  // Browsers from before 2023 cannot inflate what Python packed.
  // As long as browsers and Windows wait for the second click of a double click.
  const DOUBLE_CLICK_MS = 500;
  const FAILED =
    "This browser cannot draw the map. Update it, or read the list, which holds the " +
    "same zones.";

  /** Draw packed zones and districts on a Leaflet map. */
  async function create(map, { given, view, tiles, closest }) {
    const state = { canvas: null, signs: null, change: null, selected: -1 };
    map.hotspots = state;
    map.attributionControl.remove();
    map.setMaxZoom(closest);
    let scene;
    try {
      scene = await HotspotsMap.unpack(given);
    } catch (error) {
      L.DomUtil.create("p", "hotspots-failed", map.getContainer()).textContent = FAILED;
      console.error(error);
      return;
    }
    state.scene = scene;
    state.foot = HotspotsMap.addFoot(map);
    // What stands round the map has its size before the map is fitted between.
    if (state.change) HotspotsMap.writeKey(state.foot, state.change);
    state.fit = HotspotsMap.showAll(map, boundsOf(map, shownFirst(scene)), state.foot, view);
    state.canvas = new HotspotsMap.ZoneCanvas(scene);
    state.canvas.on("painted", ({ labels }) => count(map, { streets: labels }));
    state.canvas.addTo(map);
    state.signs = new HotspotsMap.Signs(scene, (zone) => describe(state, zone));
    count(map, { zones: scene.zones.length, districts: scene.districts.length });
    state.signs.on("placed", (placed) => countSigns(map, placed));
    state.signs.on("named", ({ names, towns }) => count(map, { names, towns }));
    state.signs.on("choose", ({ zone }) => send(map, zone));
    state.signs.addTo(map);
    HotspotsMap.addTiles(map, state.foot, tiles, (isOver) => state.canvas.lieOverTiles(isOver));
    addTooltips(map, state);
    HotspotsMap.onTheme(() => state.change && apply(map, state.change));
    // The font may come after the first names were measured.
    document.fonts.ready.then(() => state.signs._place());
    if (state.change) apply(map, state.change);
    if (state.streets) state.canvas.showStreets(...state.streets);
    if (state.selected >= 0) standOut(map, { pans: true });
  }

  /** What is on show at first: one zone, the county, or all zones where it is unknown. */
  function shownFirst(scene) {
    if (scene.looksAt !== null) return [scene.zones[scene.looksAt]];
    return scene.districts.length ? scene.districts : scene.zones;
  }

  /** Show other classes, chosen zones and key; a map still unpacking shows them later. */
  function restyle(map, change) {
    map.hotspots.change = change;
    // streamlit-folium keeps every layer it was ever given (its issue 247); they hold
    // nothing here, and dropping them keeps the browser's memory flat.
    if (window.feature_group) window.feature_group.length = 0;
    if (map.hotspots.canvas) apply(map, change);
  }

  /** Show other map points; the same ones are not unpacked again. */
  async function showStreets(map, { given, counted }) {
    const state = map.hotspots;
    if (state.streetsKey === given) return;
    state.streetsKey = given;
    // A browser that cannot unpack them says so where the map should be.
    const streets = await HotspotsMap.unpackStreets(given).catch(() => []);
    if (state.streetsKey !== given) return;
    state.streets = [streets, counted];
    if (state.canvas) state.canvas.showStreets(streets, counted);
  }

  /** Make one zone stand out, by its row; another one than before is brought in sight. */
  function select(map, row) {
    const state = map.hotspots;
    const isNew = row !== state.selected;
    state.selected = row;
    if (state.canvas) standOut(map, { pans: isNew && row >= 0 });
  }

  function standOut(map, { pans }) {
    const { canvas, signs, selected, scene, foot } = map.hotspots;
    canvas.select(selected);
    signs.select(selected);
    HotspotsMap.nameSelected(foot, { isOne: selected >= 0, isAbout: scene.looksAt !== null });
    if (!pans || scene.looksAt !== null) return;
    const at = map.unproject(L.point(scene.zones[selected].mark), 0);
    map.panInside(at, { padding: [60, 60 + foot.offsetHeight], animate: false });
  }

  /**
   * Tell Python which zone was clicked: streamlit-folium sends its own record of clicks
   * after the map has moved, and one of its texts is free for ours.
   */
  function send(map, zone) {
    const record = window.__GLOBAL_DATA__;
    if (!record?.returned_objects?.length) return;
    // It stands out at once; the page says the same a moment later.
    map.hotspots.selected = zone;
    standOut(map, { pans: false });
    record.last_object_clicked_popup = `${Date.now()} ${zone}`;
    map.fire("moveend");
  }

  /**
   * Pan and zoom this map with the others of its group on the page. Each map is in a
   * frame of its own, so they meet in the page that holds the frames.
   */
  function join(map, group) {
    const groups = (window.parent.hotspotsGroups = window.parent.hotspotsGroups || {});
    const others = () => (groups[group] || []).filter(isShown);
    groups[group] = [...others().filter((one) => one !== map), map];
    let isFollowing = false;
    map.hotspotsFollow = (centre, zoom) => {
      isFollowing = true;
      map.setView(centre, zoom, { animate: false });
      isFollowing = false;
    };
    map.on("move", () => {
      if (isFollowing) return;
      others()
        .filter((one) => one !== map)
        .forEach((one) => one.hotspotsFollow(map.getCenter(), map.getZoom()));
    });
  }

  /** Whether a map's frame is still on the page. */
  function isShown(map) {
    try {
      return map.getContainer().isConnected && map.getSize().x > 0;
    } catch {
      return false;
    }
  }

  function apply(map, change) {
    const { canvas, signs, foot, fit, scene, selected } = map.hotspots;
    map.hotspots.chosenAt = new Map(change.chosen.map((one) => [one.zone, one]));
    nameFrame(map, change.legend.label);
    HotspotsMap.writeKey(foot, change);
    HotspotsMap.nameSelected(foot, { isOne: selected >= 0, isAbout: scene.looksAt !== null });
    fit();
    canvas.show(change);
    signs.show(change);
    const classed = Array.from(change.classes).filter((digit) => digit !== "0");
    count(map, { classed: classed.length });
  }

  /** Counts of what was drawn, where tests and the curious can read them. */
  function count(map, counts) {
    Object.assign(map.getContainer().dataset, counts);
  }

  function countSigns(map, { circles, bare }) {
    const { change, foot } = map.hotspots;
    count(map, { circles, bare, inside: (change?.chosen.length || 0) - circles });
    foot.querySelectorAll(".hotspots-bare").forEach((row) => (row.hidden = bare === 0));
  }

  function boundsOf(map, shapes) {
    const corners = shapes.flatMap(({ box }) => [
      [box.west, box.north],
      [box.east, box.south],
    ]);
    return L.latLngBounds(corners.map((corner) => map.unproject(L.point(corner), 0)));
  }

  /** What a reader is told of a zone, line by line. */
  function describe({ scene, chosenAt }, zone) {
    const place = `${scene.names[zone]}, ${scene.districtOfZone[zone]}`;
    const chosen = chosenAt && chosenAt.get(zone);
    if (!chosen) return [place];
    return [`No. ${chosen.label}`, place, chosen.reason, chosen.mark].filter(Boolean);
  }

  /** The street under the mouse with its count, as a line. */
  function describePoint(point) {
    const kind = point.n === 1 ? "incident" : "incidents";
    return `${point.name}: ${point.n.toLocaleString("en-GB")} ${kind} at this map point`;
  }

  function addTooltips(map, state) {
    const tooltip = L.tooltip({ direction: "top", offset: [0, -12], opacity: 1 });
    function tell(lines, latlng) {
      const text = L.DomUtil.create("div", "hotspots-told");
      lines.forEach((line) => {
        L.DomUtil.create("div", "", text).textContent = line;
      });
      tooltip.setContent(text).setLatLng(latlng).addTo(map);
    }
    const hush = () => tooltip.remove();
    let picking = 0;
    const pickNothing = () => {
      clearTimeout(picking);
      picking = 0;
    };
    /** Pick a zone, unless this click is the first or second of a double click. */
    function pickSoon(zone, isSecond) {
      pickNothing();
      if (zone < 0 || isSecond) return;
      picking = setTimeout(() => {
        picking = 0;
        send(map, zone);
      }, DOUBLE_CLICK_MS);
    }
    map.on("mousemove click", ({ type, latlng, originalEvent }) => {
      const { target } = originalEvent;
      if (target.closest(".hotspots-sign")) return;
      const isOnMap = !target.closest(".hotspots-foot, .leaflet-control");
      const zone = isOnMap ? state.canvas.zoneAt(latlng) : -1;
      const point = isOnMap ? state.canvas.pointAt(latlng) : null;
      const lines = [
        ...(point ? [describePoint(point)] : []),
        ...(zone >= 0 ? describe(state, zone) : []),
      ];
      if (lines.length) tell(lines, latlng);
      else hush();
      if (type === "click") pickSoon(zone, picking !== 0 || originalEvent.detail > 1);
    });
    map.on("mouseout zoomstart", hush);
    map.on("dblclick dragstart", pickNothing);
    state.signs.on("tell", ({ zone, at }) =>
      tell(describe(state, zone), map.layerPointToLatLng(at))
    );
    state.signs.on("hush", hush);
  }

  function nameFrame(map, label) {
    const container = map.getContainer();
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", label);
    if (window.frameElement) window.frameElement.title = label;
  }

  Object.assign(HotspotsMap, { create, join, restyle, showStreets, select });
})(window.HotspotsMap);
