/*
 * What is read on the map: a numbered sign for each chosen zone, and district names.
 *
 * Signs are buttons, so that they can be reached and read without a mouse: Tab comes
 * to the signs, arrow keys go from one to the next, Enter looks closer.
 */
window.HotspotsMap = window.HotspotsMap || {};

(function (HotspotsMap) {
  "use strict";

  const SIGN_PX = 22;
  // On a map narrower than this, signs are smaller: they hide less of it.
  const NARROW_PX = 440;
  const SMALL_SIGN_PX = 18;
  const CASING_PX = 2;
  // A sign moved farther than this gets a thin line to its true place.
  const LINE_FROM_PX = 5;
  const NAME_FONT = '600 12px "IBM Plex Sans", "Segoe UI", Arial, sans-serif';
  const NAME_LINE_PX = 14;
  const CLOSER_ZONE_PX = 40;
  const SVG = "http://www.w3.org/2000/svg";

  function svg(parent, tag, attributes) {
    const element = document.createElementNS(SVG, tag);
    Object.entries(attributes).forEach(([name, value]) =>
      element.setAttribute(name, value)
    );
    parent.appendChild(element);
    return element;
  }

  HotspotsMap.Signs = L.Layer.extend({
    options: { pane: "signs" },

    initialize(scene, describe) {
      this._scene = scene;
      this._describe = describe;
      this._chosen = [];
      this._signs = [];
      const pen = document.createElement("canvas").getContext("2d");
      pen.font = NAME_FONT;
      this._widthOf = (text) => pen.measureText(text).width;
    },

    onAdd(map) {
      const pane = map.getPane("signs") || map.createPane("signs");
      const decoration = { class: "hotspots-drawing", "aria-hidden": "true" };
      this._drawing = svg(pane, "svg", decoration);
      this._list = L.DomUtil.create("div", "hotspots-signs", pane);
      this._list.setAttribute("role", "group");
      this._list.setAttribute("aria-label", "Chosen zones");
      L.DomEvent.on(this._list, "keydown", this._onKey, this);
      this._place();
    },

    onRemove() {
      this._drawing.remove();
      this._list.remove();
    },

    getEvents() {
      return { zoomstart: this._hide, zoomend: this._place, viewreset: this._place };
    },

    /** Show these chosen zones from now on. */
    show(change) {
      this._chosen = change.chosen;
      this._list.style.setProperty("--strong", change.strong);
      this._drawing.style.setProperty("--strong", change.strong);
      const held = this._signs.indexOf(document.activeElement);
      this._list.replaceChildren();
      this._signs = this._chosen.map((zone, i) => this._sign(zone, i));
      this._place();
      const last = this._signs.length - 1;
      if (held >= 0 && last >= 0) this._goTo(Math.min(held, last));
    },

    _sign(chosen, i) {
      const kind = chosen.kind.replace(/ /g, "-");
      const sign = L.DomUtil.create("button", `hotspots-sign ${kind}`, this._list);
      sign.type = "button";
      sign.tabIndex = i === 0 ? 0 : -1;
      sign.textContent = chosen.label;
      sign.setAttribute("aria-label", this._describe(chosen.zone).join(". "));
      sign.classList.toggle("marked", chosen.mark !== "");
      if (chosen.fill) {
        sign.style.setProperty("--fill", chosen.fill);
        sign.style.setProperty("--ink", chosen.ink);
      }
      const tell = () => this.fire("tell", { zone: chosen.zone, at: this._places[i] });
      L.DomEvent.on(sign, "mouseenter focus", tell);
      L.DomEvent.on(sign, "mouseleave blur", () => this.fire("hush"));
      L.DomEvent.on(sign, "click", () => this._lookCloser(i));
      L.DomEvent.disableClickPropagation(sign);
      return sign;
    },

    _onKey(event) {
      const last = this._signs.length - 1;
      const now = this._signs.indexOf(event.target);
      const next = {
        ArrowRight: Math.min(now + 1, last),
        ArrowDown: Math.min(now + 1, last),
        ArrowLeft: Math.max(now - 1, 0),
        ArrowUp: Math.max(now - 1, 0),
        Home: 0,
        End: last,
      }[event.key];
      if (now < 0 || next === undefined) return;
      L.DomEvent.stop(event);
      this._goTo(next);
    },

    _goTo(i) {
      this._signs.forEach((sign, j) => {
        sign.tabIndex = i === j ? 0 : -1;
      });
      this._map.panInside(this._map.layerPointToLatLng(this._places[i]), {
        paddingTopLeft: [SIGN_PX, SIGN_PX],
        paddingBottomRight: [SIGN_PX, SIGN_PX + this._map.hotspots.foot.offsetHeight],
        animate: false,
      });
      this._signs[i].focus({ preventScroll: true });
    },

    _lookCloser(i) {
      const zone = this._scene.zones[this._chosen[i].zone];
      const zoom = Math.ceil(Math.log2(CLOSER_ZONE_PX / zone.width));
      const centre = this._map.unproject(L.point(zone.centre), 0);
      const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      this._map.setView(centre, Math.max(zoom, this._map.getZoom()), { animate: !still });
    },

    _hide() {
      this._map.getPane("signs").classList.add("moving");
    },

    _pixels([x, y]) {
      const scale = this._map.getZoomScale(this._map.getZoom(), 0);
      const origin = this._map.getPixelOrigin();
      return [x * scale - origin.x, y * scale - origin.y];
    },

    _place() {
      if (!this._map || !this._map._loaded) return;
      const scale = this._map.getZoomScale(this._map.getZoom(), 0);
      const zones = this._chosen.map(({ zone }) => this._scene.zones[zone]);
      const homes = zones.map((zone) => this._pixels(zone.centre));
      const isInside = zones.map((zone) => HotspotsMap.isNumbered(zone, scale));
      const circles = zones.map((_, i) => i).filter((i) => !isInside[i]);
      const places = homes.slice();
      const isSmall = this._map.getSize().x < NARROW_PX;
      const gap = (isSmall ? SMALL_SIGN_PX : SIGN_PX) + CASING_PX;
      this._list.classList.toggle("small", isSmall);
      const apart = HotspotsMap.spread(
        circles.map((i) => homes[i]),
        gap,
        this._limits(homes)
      );
      circles.forEach((i, n) => {
        places[i] = apart[n];
      });
      this._places = places.map(([x, y]) => L.point(x, y));
      this._signs.forEach((sign, i) => {
        sign.classList.toggle("inside", isInside[i]);
        L.DomUtil.setPosition(sign, this._places[i]);
      });
      this._drawing.replaceChildren();
      circles.forEach((i) => this._drawLine(homes[i], places[i]));
      const taken = places.map((place) => HotspotsMap.boxAround(place, gap, gap));
      this._drawNames(taken, scale);
      this._map.getPane("signs").classList.remove("moving");
      this.fire("placed", { circles: circles.length });
    },

    /** As far out as signs may be pushed: where they are still seen with all on show. */
    _limits(homes) {
      const shapes = this._scene.districts.map(({ box }) => box);
      const corners = shapes.flatMap((box) => [
        this._pixels([box.west, box.north]),
        this._pixels([box.east, box.south]),
      ]);
      const across = [...corners, ...homes].map(([x]) => x);
      const down = [...corners, ...homes].map(([, y]) => y);
      const room = HotspotsMap.MARGIN_PX - SIGN_PX / 2;
      return {
        left: Math.min(...across) - room,
        right: Math.max(...across) + room,
        top: Math.min(...down) - room,
        bottom: Math.max(...down) + room,
      };
    },

    /** The box of the zoom buttons. */
    _buttons() {
      const buttons = this._map.zoomControl.getContainer();
      const from = L.point(buttons.offsetLeft, buttons.offsetTop);
      const size = L.point(buttons.offsetWidth, buttons.offsetHeight);
      const { x: left, y: top } = this._map.containerPointToLayerPoint(from);
      return { left, top, right: left + size.x, bottom: top + size.y };
    },

    /** What of the map is on show, above its foot. */
    _view() {
      const { x, y } = this._map.getSize();
      const min = this._map.containerPointToLayerPoint([0, 0]);
      const height = y - this._map.hotspots.foot.offsetHeight;
      return { left: min.x, right: min.x + x, top: min.y, bottom: min.y + height };
    },

    _drawLine([x, y], [toX, toY]) {
      if (Math.hypot(toX - x, toY - y) < LINE_FROM_PX) return;
      const line = { x1: x, y1: y, x2: toX, y2: toY };
      svg(this._drawing, "line", { ...line, class: "casing" });
      svg(this._drawing, "line", line);
      svg(this._drawing, "circle", { cx: x, cy: y, r: 2.5 });
    },

    _drawNames(taken, scale) {
      const isStreetView = HotspotsMap.isNamed(this._scene, scale);
      const districts = isStreetView ? [] : this._scene.districts;
      const origin = this._map.getPixelOrigin();
      const isIn = (district, x, y) =>
        HotspotsMap.holds(district, (x + origin.x) / scale, (y + origin.y) / scale);
      const names = districts.map((district) => {
        const [left, top] = this._pixels([district.box.west, district.box.north]);
        const [right, bottom] = this._pixels([district.box.east, district.box.south]);
        return {
          layouts: HotspotsMap.layoutsOf(district.name, this._widthOf, NAME_LINE_PX),
          spots: district.spots.map((spot) => this._pixels(spot)),
          bounds: { left, right, top, bottom },
          view: this._view(),
          isOwn: (x, y) => isIn(district, x, y),
          isOthers: (x, y) =>
            districts.some((other) => other !== district && isIn(other, x, y)),
        };
      });
      const placed = HotspotsMap.placeNames(names, [...taken, this._buttons()]);
      placed.filter(Boolean).forEach(({ lines, spot: [x, y] }) => {
        const top = y - ((lines.length - 1) * NAME_LINE_PX) / 2;
        const text = svg(this._drawing, "text", { x, y: top, class: "hotspots-name" });
        lines.forEach((line, i) => {
          svg(text, "tspan", { x, dy: i ? NAME_LINE_PX : 0 }).textContent = line;
        });
      });
      this.fire("named", { names: placed.filter(Boolean).length });
    },
  });
})(window.HotspotsMap);
