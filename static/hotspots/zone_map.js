/*
 * The calls that Python makes: create(map, packed) once, join(map, group) perhaps, and
 * restyle(map, change) for every change. Only `change` differs between runs, so the map keeps its view.
 */
window.HotspotsMap = window.HotspotsMap || {};

(function (HotspotsMap) {
  "use strict";

  // Browsers from before 2023 cannot inflate what Python packed.
  const FAILED =
    "This browser cannot draw the map. Update it, or read the list, which holds the " +
    "same zones.";

  /** Draw packed zones and districts on a Leaflet map. */
  async function create(map, packed) {
    const state = { canvas: null, signs: null, change: null };
    map.hotspots = state;
    map.attributionControl.remove();
    let scene;
    try {
      scene = await HotspotsMap.unpack(packed);
    } catch (error) {
      L.DomUtil.create("p", "hotspots-failed", map.getContainer()).textContent = FAILED;
      console.error(error);
      return;
    }
    state.scene = scene;
    state.foot = HotspotsMap.addFoot(map, scene.attribution);
    // A force whose districts are not built in has none to draw.
    const county = scene.districts.length ? scene.districts : scene.zones;
    HotspotsMap.showAll(map, boundsOf(map, county), state.foot);
    state.canvas = new HotspotsMap.ZoneCanvas(scene).addTo(map);
    state.signs = new HotspotsMap.Signs(scene, (zone) => describe(state, zone));
    count(map, { zones: scene.zones.length, districts: scene.districts.length });
    state.signs.on("placed", ({ circles }) => countSigns(map, circles));
    state.signs.on("named", ({ names }) => count(map, { names }));
    state.signs.addTo(map);
    addTooltips(map, state);
    // The font may come after the first names were measured.
    document.fonts.ready.then(() => state.signs._place());
    if (state.change) apply(map, state.change);
  }

  /** Show other classes, chosen zones and key; a map still unpacking shows them later. */
  function restyle(map, change) {
    map.hotspots.change = change;
    // streamlit-folium keeps every layer it was ever given (its issue 247); they hold
    // nothing here, and dropping them keeps the browser's memory flat.
    if (window.feature_group) window.feature_group.length = 0;
    if (map.hotspots.canvas) apply(map, change);
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
    const { canvas, signs, foot } = map.hotspots;
    map.hotspots.chosenAt = new Map(change.chosen.map((one) => [one.zone, one]));
    nameFrame(map, change.legend.label);
    canvas.show(change);
    signs.show(change);
    HotspotsMap.writeKey(foot, change);
    const classed = Array.from(change.classes).filter((digit) => digit !== "0");
    count(map, { classed: classed.length });
  }

  /** Counts of what was drawn, where tests and the curious can read them. */
  function count(map, counts) {
    Object.assign(map.getContainer().dataset, counts);
  }

  function countSigns(map, circles) {
    count(map, { circles, inside: (map.hotspots.change?.chosen.length || 0) - circles });
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

  function addTooltips(map, state) {
    const tooltip = L.tooltip({ direction: "top", offset: [0, -12], opacity: 1 });
    function tell(zone, latlng) {
      const text = L.DomUtil.create("div", "hotspots-told");
      describe(state, zone).forEach((line) => {
        L.DomUtil.create("div", "", text).textContent = line;
      });
      tooltip.setContent(text).setLatLng(latlng).addTo(map);
    }
    const hush = () => tooltip.remove();
    map.on("mousemove click", ({ latlng, originalEvent }) => {
      const { target } = originalEvent;
      if (target.closest(".hotspots-sign")) return;
      const isOnMap = !target.closest(".hotspots-foot, .leaflet-control");
      const zone = isOnMap ? state.canvas.zoneAt(latlng) : -1;
      if (zone >= 0) tell(zone, latlng);
      else hush();
    });
    map.on("mouseout zoomstart", hush);
    state.signs.on("tell", ({ zone, at }) => tell(zone, map.layerPointToLatLng(at)));
    state.signs.on("hush", hush);
  }

  function nameFrame(map, label) {
    const container = map.getContainer();
    container.setAttribute("role", "region");
    container.setAttribute("aria-label", label);
    if (window.frameElement) window.frameElement.title = label;
  }

  Object.assign(HotspotsMap, { create, join, restyle });
})(window.HotspotsMap);
