/*
 * One canvas for land, zones, district lines, and the streets of the data.
 *
 * Thousands of Leaflet polygons cost far more than the painting itself, on every zoom
 * and on every mouse move; one renderer that paints all shapes does not.
 */
window.HotspotsMap = window.HotspotsMap || {};

(function (HotspotsMap) {
  "use strict";

  // Kinds of chosen zone differ by line, not by colour alone.
  const DASHES = { "district floor": [5, 4] };

  // Zones narrower than this many pixels are too small to carry a number.
  const NUMBERED_FROM_PX = 14;
  // Once zones are mostly this wide they carry their names, if themselves not too small,
  // and districts' names give way to them.
  const NAMED_FROM_PX = 90;
  const NAMED_IF_PX = 60;
  const NAME_FONT = '500 11px "IBM Plex Sans", "Segoe UI", Arial, sans-serif';
  const NAME_LINE_PX = 13;
  // Round a chosen zone's number, which no street's name may cover.
  const NUMBER_BOX_PX = [26, 20];
  // Names keep off the outline of the zone that a map is about, by boxes so far apart.
  const OUTLINE_STEP_PX = 8;
  // Classes are solid over the county; where streets are read, or over a street map, they
  // let these through. From one zoom to the other they change little by little.
  const SOLID_UNTIL_ZOOM = 11.5;
  const SEE_THROUGH_FROM_ZOOM = 13.5;
  const SEE_THROUGH = 0.5;

  HotspotsMap.isNumbered = (shape, scale) => shape.width * scale >= NUMBERED_FROM_PX;

  HotspotsMap.isNamed = (scene, scale) => scene.typicalWidth * scale >= NAMED_FROM_PX;

  HotspotsMap.ZoneCanvas = L.Renderer.extend({
    initialize(scene) {
      L.Renderer.prototype.initialize.call(this, { padding: 0.15 });
      this._scene = scene;
      this._change = null;
      this._streets = [];
      this._selected = -1;
      this._isOverTiles = false;
      this.labels = [];
    },

    /** Paint these map points and their streets, from street zoom on. */
    showStreets(streets, counted) {
      this._streets = streets;
      this._counted = counted;
      this._paintSoon();
    },

    /** Make one zone stand out, by its row; none if -1. */
    select(row) {
      if (row === this._selected) return;
      this._selected = row;
      this._paintSoon();
    },

    /** Whether a street map lies under the canvas. */
    lieOverTiles(isOver) {
      this._isOverTiles = isOver;
      this._paintSoon();
    },

    /** The map point under a place on the map, if one is there. */
    pointAt(latlng) {
      const { x, y } = this._map.project(latlng, 0);
      const zoom = this._map.getZoom();
      return HotspotsMap.pointAt(this._streets, [x, y], this._map.getZoomScale(zoom, 0), zoom);
    },

    /** Paint these classes and chosen zones from now on. */
    show(change) {
      this._change = change;
      this._paintSoon();
    },

    /** One change brings several calls; what they ask for is painted once. */
    _paintSoon() {
      this._soon ||= L.Util.requestAnimFrame(this._paint, this);
    },

    /** Index of the zone under a place on the map, or -1. */
    zoneAt(latlng) {
      const at = this._map.project(latlng, 0);
      return this._scene.zones.findIndex((zone) => HotspotsMap.holds(zone, at.x, at.y));
    },

    _initContainer() {
      this._container = L.DomUtil.create("canvas");
      this._context = this._container.getContext("2d");
    },

    _destroyContainer() {
      this._container.remove();
    },

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize();
      const sharpness = window.devicePixelRatio || 1;
      L.DomUtil.setPosition(this._container, this._bounds.min);
      this._container.width = size.x * sharpness;
      this._container.height = size.y * sharpness;
      this._container.style.width = size.x + "px";
      this._container.style.height = size.y + "px";
      this._paint();
      this.fire("update");
    },

    _paint() {
      L.Util.cancelAnimFrame(this._soon);
      this._soon = null;
      if (!this._map || !this._bounds) return;
      const context = this._context;
      const sharpness = window.devicePixelRatio || 1;
      const corner = this._bounds.min.add(this._map.getPixelOrigin());
      context.setTransform(sharpness, 0, 0, sharpness, 0, 0);
      context.clearRect(0, 0, this._container.width, this._container.height);
      this._scale = this._map.getZoomScale(this._zoom, 0);
      this._left = corner.x;
      this._top = corner.y;
      const { land, line } = HotspotsMap.inks;
      this._paintDistricts({ fill: this._isOverTiles ? "" : land });
      if (this._change) this._paintClasses();
      this._paintDistricts({ line });
      if (this._change) this._paintChosen();
      this._paintSelected();
      this._paintText();
      this.fire("painted", { labels: this.labels.length });
    },

    /** Streets where there are any; zones' own names where they say more. */
    _paintText() {
      const hasStreets = this._streets.length > 0 && HotspotsMap.isStreetZoom(this._zoom);
      const seen = hasStreets ? HotspotsMap.inSight(this._streets, this._view()) : [];
      HotspotsMap.paintPoints(this._context, seen);
      const isNamed = HotspotsMap.isNamed(this._scene, this._scale);
      const hasNames = isNamed && (this._scene.hasOwnShapes || !this._streets.length);
      const names = hasNames && this._scene.looksAt === null ? this._paintNames() : [];
      const { foot, view } = this._footAndView();
      const taken = [...this._numberBoxes(), ...names, foot];
      const lines = this._outlineBoxes();
      const about = this._scene.zones[this._scene.looksAt];
      const isOwn = (x, y) =>
        Boolean(about) &&
        HotspotsMap.holds(about, (x + this._left) / this._scale, (y + this._top) / this._scale);
      const choice = { zoom: this._zoom, counted: this._counted, taken, view, lines, isOwn };
      this.labels = HotspotsMap.placeStreets(this._context, seen, choice);
      HotspotsMap.paintStreets(this._context, this.labels);
    },

    _view() {
      const { _scale: scale, _left: left, _top: top, _zoom: zoom } = this;
      return { scale, left, top, zoom, size: this._bounds.getSize() };
    },

    _numberBoxes() {
      return (this._change?.chosen || []).map(({ zone }) => {
        const [x, y] = this._scene.zones[zone].centre;
        const at = [x * this._scale - this._left, y * this._scale - this._top];
        return HotspotsMap.boxAround(at, ...NUMBER_BOX_PX);
      });
    },

    /** Boxes along the outline of the zone that a map of one zone is about. */
    _outlineBoxes() {
      const zone = this._scene.zones[this._scene.looksAt];
      if (!zone) return [];
      return zone.rings.flatMap((ring) => {
        const boxes = [];
        for (let i = 0; i < ring.length; i += 2) {
          const next = (i + 2) % ring.length;
          const [x, y] = [ring[i], ring[i + 1]];
          const [right, down] = [ring[next] - x, ring[next + 1] - y];
          const steps = Math.ceil((Math.hypot(right, down) * this._scale) / OUTLINE_STEP_PX);
          for (let n = 0; n < steps; n += 1) {
            const at = [
              (x + (right * n) / steps) * this._scale - this._left,
              (y + (down * n) / steps) * this._scale - this._top,
            ];
            boxes.push(HotspotsMap.boxAround(at, OUTLINE_STEP_PX, OUTLINE_STEP_PX));
          }
        }
        return boxes;
      });
    },

    /** The boxes of the map's foot, which lies over the canvas, and of what is on show. */
    _footAndView() {
      const height = this._map.hotspots.foot?.offsetHeight || 0;
      const { x, y } = this._map.getSize();
      const corner = this._map.containerPointToLayerPoint([0, 0]);
      const { x: left, y: top } = corner.subtract(this._bounds.min);
      const [right, middle] = [left + x, top + y - height];
      return {
        foot: { left, top: middle, right, bottom: middle + height },
        view: { left, top, right, bottom: middle },
      };
    },

    /** Make the outlines of shapes the path; only lines need them closed. */
    _trace(shapes, { isClosed }) {
      const { _context: context, _scale: scale, _left: left, _top: top } = this;
      context.beginPath();
      shapes.filter(this._isInView, this).forEach((shape) =>
        shape.rings.forEach((ring) => {
          context.moveTo(ring[0] * scale - left, ring[1] * scale - top);
          for (let i = 2; i < ring.length; i += 2) {
            context.lineTo(ring[i] * scale - left, ring[i + 1] * scale - top);
          }
          // Chromium measures the whole path each time: seconds, for thousands of zones.
          if (isClosed) context.closePath();
        })
      );
    },

    _isInView({ box }) {
      const size = this._bounds.getSize();
      return (
        box.east * this._scale > this._left &&
        box.west * this._scale < this._left + size.x &&
        box.south * this._scale > this._top &&
        box.north * this._scale < this._top + size.y
      );
    },

    _stroke(colour, width) {
      this._context.lineJoin = "round";
      this._context.strokeStyle = colour;
      this._context.lineWidth = width;
      this._context.stroke();
    },

    _paintDistricts({ fill, line }) {
      this._trace(this._scene.districts, { isClosed: true });
      if (fill) {
        this._context.fillStyle = fill;
        this._context.fill("evenodd");
      }
      if (line) this._stroke(line, 1);
    },

    _paintClasses() {
      const { classes } = this._change;
      const { ramp } = HotspotsMap.coloursOf(this._change);
      const { casing, zoneLine } = HotspotsMap.inks;
      const zones = this._scene.zones;
      ["none", ...ramp].forEach((colour, digit) => {
        const ofClass = zones.filter((_, i) => Number(classes[i]) === digit);
        const wide = ofClass.filter((zone) => HotspotsMap.isNumbered(zone, this._scale));
        if (digit > 0) {
          this._trace(ofClass, { isClosed: false });
          this._context.fillStyle = colour;
          this._context.globalAlpha = this._opacity();
          this._context.fill("evenodd");
          this._context.globalAlpha = 1;
        }
        // Lines round tiny zones would hide the colours within.
        this._trace(wide, { isClosed: true });
        this._stroke(digit > 0 ? casing : zoneLine, digit > 0 ? 1 : 0.5);
      });
    },

    _opacity() {
      if (this._isOverTiles) return SEE_THROUGH;
      const between = SEE_THROUGH_FROM_ZOOM - SOLID_UNTIL_ZOOM;
      const share = Math.min(Math.max((this._zoom - SOLID_UNTIL_ZOOM) / between, 0), 1);
      return 1 - share * (1 - SEE_THROUGH);
    },

    _paintChosen() {
      const { chosen } = this._change;
      const { strong } = HotspotsMap.coloursOf(this._change);
      const wide = chosen.filter(({ zone }) =>
        HotspotsMap.isNumbered(this._scene.zones[zone], this._scale)
      );
      wide.forEach(({ zone, kind }) => {
        this._trace([this._scene.zones[zone]], { isClosed: true });
        this._stroke(HotspotsMap.inks.casing, 6);
        this._context.setLineDash(DASHES[kind] || []);
        this._stroke(strong, 3);
        this._context.setLineDash([]);
      });
    },

    _paintSelected() {
      const zone = this._scene.zones[this._selected];
      if (!zone || !HotspotsMap.isNumbered(zone, this._scale)) return;
      this._trace([zone], { isClosed: true });
      this._stroke(HotspotsMap.inks.casing, 9);
      this._stroke(HotspotsMap.inks.ink, 5);
    },

    /** Write zones' names; gives the boxes they take. */
    _paintNames() {
      const boxes = [];
      const context = this._context;
      const numbered = new Set(this._change?.chosen.map(({ zone }) => zone));
      context.font = NAME_FONT;
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.fillStyle = HotspotsMap.inks.ink;
      this._scene.zones.forEach((zone, i) => {
        if (zone.width * this._scale < NAMED_IF_PX || !this._isInView(zone)) return;
        const lines = this._wrap(this._scene.names[i], zone.width * this._scale * 0.85);
        const x = zone.centre[0] * this._scale - this._left;
        // A chosen zone's number stands in its middle, so its name comes below.
        const lift = numbered.has(i) ? -1.4 : (lines.length - 1) / 2;
        const y = zone.centre[1] * this._scale - this._top - lift * NAME_LINE_PX;
        lines.forEach((line, n) => {
          const at = [x, y + n * NAME_LINE_PX];
          context.strokeStyle = HotspotsMap.inks.casing;
          context.lineWidth = 3;
          context.strokeText(line, ...at);
          context.fillText(line, ...at);
          const width = context.measureText(line).width;
          boxes.push(HotspotsMap.boxAround(at, width, NAME_LINE_PX));
        });
      });
      return boxes;
    },

    _wrap(text, width) {
      const lines = [];
      text.split(" ").forEach((word) => {
        const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
        const fits = lines.length && this._context.measureText(longer).width <= width;
        if (fits) lines[lines.length - 1] = longer;
        else lines.push(word);
      });
      return lines;
    },
  });
})(window.HotspotsMap);
