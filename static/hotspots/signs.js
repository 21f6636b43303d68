/*
 * What is read on the map: a mark on each chosen zone with its number beside it, the
 * names of districts and of towns.
 *
 * Marks stand where their zones are and never move; numbers find room round them.
 * Numbers are buttons, so that they can be reached and read without a mouse: Tab comes
 * to them, arrow keys go from one to the next, Enter looks closer.
 */
window.HotspotsMap = window.HotspotsMap || {};

(function (HotspotsMap) {
  "use strict";

  const MARK_PX = 4.5;
  // A finger needs so much, even where the number itself is smaller.
  const NUMBER_PX = 24;
  const SEEN_TALL_PX = 20;
  // How far the badge of a marked zone stands out of its number.
  const BADGE_PX = 3;
  // On a map narrower than this there is less room; the list holds the same zones.
  const NARROW_PX = 440;
  const NARROW_NUMBER_PX = 20;
  // A number farther from its mark than this gets a line to it.
  const LINE_FROM_PX = 6;
  const FONT = '"IBM Plex Sans", "Segoe UI", Arial, sans-serif';
  const DISTRICT_FONT = `600 11.5px ${FONT}`;
  const TOWN_FONT = `500 12px ${FONT}`;
  const NAME_LINE_PX = 14;
  const CLOSER_ZONE_PX = 60;
  // Districts are named up to here; towns of a size from here, and none beyond.
  const DISTRICTS_UNTIL_ZOOM = 12;
  const TOWNS_FROM_ZOOM = { 6: 0, 5: 0, 4: 0, 3: 10.3, 2: 11.3, 1: 12 };
  const TOWNS_UNTIL_ZOOM = 13.5;
  const SVG = "http://www.w3.org/2000/svg";

  function svg(parent, tag, attributes) {
    const element = document.createElementNS(SVG, tag);
    Object.entries(attributes).forEach(([name, value]) =>
      element.setAttribute(name, value)
    );
    parent.appendChild(element);
    return element;
  }

  function penOf(font) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = font;
    return (text) => pen.measureText(text).width;
  }

  HotspotsMap.Signs = L.Layer.extend({
    options: { pane: "signs" },

    initialize(scene, describe) {
      this._scene = scene;
      this._describe = describe;
      this._chosen = [];
      this._signs = [];
      this._selected = -1;
      this._widthOf = penOf(DISTRICT_FONT);
      this._widthOfTown = penOf(TOWN_FONT);
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
      this._colours = HotspotsMap.coloursOf(change);
      const { strong } = this._colours;
      [this._list, this._drawing].forEach(({ style }) => {
        style.setProperty("--strong", strong);
        style.setProperty("--on-strong", HotspotsMap.readableOn(strong));
      });
      const held = this._signs.indexOf(document.activeElement);
      this._list.replaceChildren();
      this._list.hidden = this._chosen.length === 0;
      this._signs = this._chosen.map((zone, i) => this._sign(zone, i));
      this._place();
      const last = this._signs.length - 1;
      if (held >= 0 && last >= 0) this._goTo(Math.min(held, last));
    },

    /** Make one zone stand out, by its row; none if -1. */
    select(row) {
      if (row === this._selected) return;
      this._selected = row;
      this._place();
    },

    _sign(chosen, i) {
      const kind = chosen.kind.replace(/ /g, "-");
      const sign = L.DomUtil.create("button", `hotspots-sign ${kind}`, this._list);
      sign.type = "button";
      sign.tabIndex = i === 0 ? 0 : -1;
      sign.textContent = chosen.label;
      sign.setAttribute("aria-label", this._describe(chosen.zone).join(". "));
      sign.classList.toggle("marked", chosen.mark !== "");
      const fill = this._fillOf(chosen);
      if (fill) {
        sign.style.setProperty("--fill", fill);
        sign.style.setProperty("--sign-ink", HotspotsMap.readableOn(fill));
      }
      const tell = () => this.fire("tell", { zone: chosen.zone, at: this._places[i] });
      L.DomEvent.on(sign, "mouseenter focus", tell);
      L.DomEvent.on(sign, "mouseleave blur", () => this.fire("hush"));
      L.DomEvent.on(sign, "click", () => {
        this.fire("choose", { zone: chosen.zone });
        this._lookCloser(i);
      });
      L.DomEvent.disableClickPropagation(sign);
      return sign;
    },

    /** The colour of a mark's class, where marks tell classes apart. */
    _fillOf({ filled }) {
      return filled ? this._colours.ramp[filled - 1] : "";
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
        paddingTopLeft: [NUMBER_PX, NUMBER_PX],
        paddingBottomRight: [NUMBER_PX, NUMBER_PX + this._map.hotspots.foot.offsetHeight],
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
      const isInside = zones.map((zone) => HotspotsMap.isNumbered(zone, scale));
      const marked = zones.map((_, i) => i).filter((i) => !isInside[i]);
      const marks = zones.map(({ mark }) => this._pixels(mark));
      const isNarrow = this._map.getSize().x < NARROW_PX;
      const least = isNarrow ? NARROW_NUMBER_PX : NUMBER_PX;
      const sizes = this._chosen.map(({ label, mark }) => [
        Math.max(least, this._widthOf(label) + 10) + (mark ? 2 * BADGE_PX : 0),
        least + (mark ? 2 * BADGE_PX : 0),
      ]);
      const isElsewhere = (n, spot) => this._isElsewhere(this._chosen[marked[n]].zone, spot);
      const apart = HotspotsMap.placeNumbers(
        marked.map((i) => marks[i]),
        marked.map((i) => sizes[i]),
        MARK_PX + 1,
        { ...this._limits(marks), isElsewhere },
        marked.findIndex((i) => this._chosen[i].zone === this._selected)
      );
      const places = zones.map(({ centre }) => this._pixels(centre));
      const isBare = zones.map(() => false);
      marked.forEach((i, n) => {
        isBare[i] = apart[n] === null;
        places[i] = apart[n] || marks[i];
      });
      this._places = places.map(([x, y]) => L.point(x, y));
      this._signs.forEach((sign, i) => {
        sign.classList.toggle("inside", isInside[i]);
        sign.classList.toggle("bare", isBare[i]);
        sign.classList.toggle("selected", this._chosen[i].zone === this._selected);
        L.DomUtil.setPosition(sign, this._places[i]);
      });
      this._drawing.replaceChildren();
      const numbered = marked.filter((i) => !isBare[i]);
      numbered.forEach((i) => this._drawLine(marks[i], places[i], sizes[i]));
      marked.forEach((i) => this._drawMark(this._chosen[i], marks[i]));
      this._drawSelected(scale);
      const taken = [
        ...places
          .map((place, i) => HotspotsMap.boxAround(place, sizes[i][0] - 2, SEEN_TALL_PX))
          .filter((_, i) => !isBare[i]),
        ...marked.map((i) => HotspotsMap.boxAround(marks[i], 2 * MARK_PX + 3, 2 * MARK_PX + 3)),
      ];
      this._drawNames(taken, scale);
      this._map.getPane("signs").classList.remove("moving");
      this.fire("placed", { circles: marked.length, bare: marked.length - numbered.length });
    },

    /** Whether a place in pixels is in another district than a zone; the sea is in none. */
    _isElsewhere(zone, [left, top]) {
      const scale = this._map.getZoomScale(this._map.getZoom(), 0);
      const origin = this._map.getPixelOrigin();
      const [x, y] = [(left + origin.x) / scale, (top + origin.y) / scale];
      const own = this._scene.districtOfZone[zone];
      const held = this._scene.districts.filter((one) => HotspotsMap.holds(one, x, y));
      return held.length > 0 && held.every(({ name }) => name !== own);
    },

    /** Where numbers may stand: where they are still seen with all on show. */
    _limits(marks) {
      const shapes = this._scene.districts.map(({ box }) => box);
      const corners = shapes.flatMap((box) => [
        this._pixels([box.west, box.north]),
        this._pixels([box.east, box.south]),
      ]);
      const across = [...corners, ...marks].map(([x]) => x);
      const down = [...corners, ...marks].map(([, y]) => y);
      const room = HotspotsMap.MARGIN_PX;
      return {
        left: Math.min(...across) - room,
        right: Math.max(...across) + room,
        top: Math.min(...down) - room,
        bottom: Math.max(...down) + room,
      };
    },

    /** What of the map is on show, above its foot. */
    _view() {
      const { x, y } = this._map.getSize();
      const min = this._map.containerPointToLayerPoint([0, 0]);
      const height = y - this._map.hotspots.foot.offsetHeight;
      return { left: min.x, right: min.x + x, top: min.y, bottom: min.y + height };
    },

    /** Draw a line from a mark to its number, if they are apart. */
    _drawLine([x, y], [toX, toY], [width, height]) {
      const far = Math.hypot(toX - x, toY - y);
      const [right, down] = [(toX - x) / far, (toY - y) / far];
      // The box is larger than the number within it.
      const half = Math.min(
        (width - 4) / 2 / Math.max(Math.abs(right), 1e-6),
        (height - 6) / 2 / Math.max(Math.abs(down), 1e-6)
      );
      const long = far - half;
      if (long < MARK_PX + LINE_FROM_PX) return;
      const line = { x1: x, y1: y, x2: x + right * long, y2: y + down * long };
      svg(this._drawing, "line", { ...line, class: "casing" });
      svg(this._drawing, "line", line);
    },

    _drawMark(chosen, [x, y]) {
      const { zone, kind } = chosen;
      const fill = this._fillOf(chosen);
      const style = `hotspots-mark ${kind.replace(/ /g, "-")}`;
      const mark =
        kind === "pinned"
          ? svg(this._drawing, "rect", {
              x: x - MARK_PX,
              y: y - MARK_PX,
              width: 2 * MARK_PX,
              height: 2 * MARK_PX,
            })
          : svg(this._drawing, "circle", { cx: x, cy: y, r: MARK_PX });
      mark.setAttribute("class", fill ? `${style} classed` : style);
      mark.dataset.zone = zone;
      if (fill) mark.style.setProperty("--fill", fill);
    },

    _drawSelected(scale) {
      const zone = this._scene.zones[this._selected];
      if (!zone || HotspotsMap.isNumbered(zone, scale)) return;
      const [cx, cy] = this._pixels(zone.mark);
      svg(this._drawing, "circle", { cx, cy, r: MARK_PX + 5, class: "selected casing" });
      svg(this._drawing, "circle", { cx, cy, r: MARK_PX + 5, class: "selected" });
    },

    _drawNames(taken, scale) {
      const zoom = this._map.getZoom();
      const districts = zoom < DISTRICTS_UNTIL_ZOOM ? this._scene.districts : [];
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
          isOwn: (x, y) => isIn(district, x, y),
        };
      });
      const placed = HotspotsMap.placeNames(names, taken).filter(Boolean);
      placed.forEach(({ lines, spot: [x, y] }) => {
        const top = y - ((lines.length - 1) * NAME_LINE_PX) / 2;
        const text = svg(this._drawing, "text", { x, y: top, class: "hotspots-name" });
        lines.forEach((line, i) => {
          svg(text, "tspan", { x, dy: i ? NAME_LINE_PX : 0 }).textContent = line;
        });
      });
      const boxes = [...taken, ...placed.map(({ box }) => box)];
      const towns = this._drawTowns(boxes, zoom, districts);
      this.fire("named", { names: placed.length, towns });
    },

    _drawTowns(taken, zoom, districts) {
      if (zoom >= TOWNS_UNTIL_ZOOM) return 0;
      // The district's name says the town's too, as long as districts are named.
      const said = districts.map(({ name }) => name);
      const wanted = this._scene.towns
        .filter(({ size, name }) => zoom >= TOWNS_FROM_ZOOM[size] && !said.includes(name))
        .map(({ name, at }) => ({ name, at: this._pixels(at) }));
      const towns = HotspotsMap.placeTowns(wanted, {
        widthOf: this._widthOfTown,
        height: NAME_LINE_PX,
        taken,
        view: this._view(),
      });
      towns.forEach(({ name, at: [cx, cy], box }) => {
        const square = { x: cx - 2, y: cy - 2, width: 4, height: 4 };
        svg(this._drawing, "rect", { ...square, class: "hotspots-town" });
        const x = (box.left + box.right) / 2;
        const y = (box.top + box.bottom) / 2;
        const text = svg(this._drawing, "text", { x, y, class: "hotspots-town" });
        text.textContent = name;
      });
      return towns.length;
    },
  });
})(window.HotspotsMap);
