/*
 * The streets of the loaded data: map points by count, with their names where these hide
 * nothing; the more, the closer one looks.
 */
window.HotspotsMap = window.HotspotsMap || {};

(function (HotspotsMap) {
  "use strict";

  // About 1:30,000 at 51 degrees north.
  const FROM_ZOOM = 13.5;
  // Kinds of place, such as "Supermarket", are named from here.
  const KINDS_FROM_ZOOM = 15;
  const FONT = '"IBM Plex Sans", "Segoe UI", Arial, sans-serif';
  const STREET_FONT = `500 11.5px ${FONT}`;
  const KIND_FONT = `italic 500 11.5px ${FONT}`;
  const LINE_PX = 14;
  const LARGEST_PX = 13;
  const GAP_PX = 3;
  // Room round a name: the less, the closer one looks.
  const airOf = (zoom) => Math.max(2, 12 - 4 * (zoom - FROM_ZOOM));
  // The same name is not said twice so near.
  const SAME_NAME_PX = 170;
  // Names beyond the edge are placed too, so that panning changes few of those in sight.
  const BEYOND_PX = 160;
  const CELL_PX = 64;
  const HOVER_PX = 9;

  const isStreetZoom = (zoom) => zoom >= FROM_ZOOM;

  /** A circle's radius: its area is in proportion to the count, up to a largest. */
  const radiusOf = (n, zoom) =>
    Math.min(Math.max(1.7, 0.62 * Math.sqrt(n)) * (1 + 0.28 * (zoom - FROM_ZOOM)), LARGEST_PX);

  /** Boxes taken on a map, looked up by cells. */
  class Taken {
    constructor() {
      this.cells = new Map();
    }

    _cells(box) {
      const names = [];
      for (let i = Math.floor(box.left / CELL_PX); i <= box.right / CELL_PX; i += 1) {
        for (let j = Math.floor(box.top / CELL_PX); j <= box.bottom / CELL_PX; j += 1) {
          names.push(i * 65536 + j);
        }
      }
      return names;
    }

    has(box) {
      return this._cells(box).some((cell) =>
        (this.cells.get(cell) || []).some((other) => HotspotsMap.overlap(box, other))
      );
    }

    add(box) {
      this._cells(box).forEach((cell) => {
        if (!this.cells.has(cell)) this.cells.set(cell, []);
        this.cells.get(cell).push(box);
      });
    }
  }

  /** Points in sight, in pixels of a canvas: {x, y, r, point}. */
  function inSight(points, { scale, left, top, size, zoom }) {
    const seen = [];
    for (const point of points) {
      const x = point.at[0] * scale - left;
      const y = point.at[1] * scale - top;
      const isIn =
        x > -BEYOND_PX && y > -BEYOND_PX && x < size.x + BEYOND_PX && y < size.y + BEYOND_PX;
      if (isIn) seen.push({ x, y, r: radiusOf(point.n, zoom), point });
    }
    return seen;
  }

  function paintPoints(context, seen) {
    const { casing, point: street, kindPoint } = HotspotsMap.inks;
    context.lineWidth = 1;
    context.strokeStyle = casing;
    // The largest first, so that none hides a smaller one.
    [...seen].sort((a, b) => b.r - a.r).forEach(({ x, y, r, point }) => {
      context.beginPath();
      context.arc(x, y, r, 0, 2 * Math.PI);
      context.fillStyle = point.isStreet ? street : kindPoint;
      context.fill();
      context.stroke();
    });
  }

  /**
   * Find names room, off some lines if there is any; gives [{text, box, isStreet, isOwn}].
   *
   * isOwn(x, y): whether a place is in the zone that a map is about. Its points come
   * first, and each has at least its count; names of others stay out of it.
   */
  function placeStreets(context, seen, { zoom, counted, taken, view, lines, isOwn }) {
    const boxes = new Taken();
    taken.forEach((box) => boxes.add(box));
    const onLines = new Taken();
    lines.forEach((box) => onLines.add(box));
    // No name lies on a dot.
    seen.forEach(({ x, y, r }) => boxes.add(HotspotsMap.boxAround([x, y], 2 * r, 2 * r)));
    const air = airOf(zoom);
    const said = new Map();
    const labels = [];
    const own = seen.filter(({ x, y }) => isOwn(x, y));
    const isOut = (spot) =>
      !onLines.has(spot) && !isOwn((spot.left + spot.right) / 2, (spot.top + spot.bottom) / 2);
    function place(one, text, keepsOut) {
      const { point } = one;
      context.font = point.isStreet ? STREET_FONT : KIND_FONT;
      const beside = spots(one, widthOf(context, text));
      const corners = keepsOut ? [] : spotsAtCorners(one, widthOf(context, text));
      const free = [...beside, ...corners].filter(
        (spot) =>
          !HotspotsMap.isCut(spot, view) && !boxes.has(spot) && (!keepsOut || isOut(spot))
      );
      const box = free.find((spot) => !onLines.has(spot)) || free[0];
      if (!box) return false;
      boxes.add(withAir(box, air));
      said.set(point.name, [...(said.get(point.name) || []), [one.x, one.y]]);
      labels.push({ text, box, isStreet: point.isStreet, isOwn: !keepsOut });
      return true;
    }
    const countOf = ({ n }) => n.toLocaleString("en-GB");
    const named = (point) => (counted ? `${point.name}, ${countOf(point)}` : point.name);
    own
      .filter((one) => !place(one, named(one.point), false))
      .forEach((one) => place(one, countOf(one.point), false));
    seen.forEach((one) => {
      const { point } = one;
      if (isOwn(one.x, one.y) || (!point.isStreet && zoom < KINDS_FROM_ZOOM)) return;
      const before = said.get(point.name) || [];
      if (before.some(([x, y]) => Math.hypot(x - one.x, y - one.y) < SAME_NAME_PX)) return;
      place(one, named(point), true);
    });
    return labels;
  }

  const widths = new Map();

  function widthOf(context, text) {
    const key = context.font + text;
    if (!widths.has(key)) widths.set(key, context.measureText(text).width);
    return widths.get(key);
  }

  /** Boxes beside a point: right, left, over, under. */
  function spots({ x, y, r }, textWidth) {
    const width = textWidth + 4;
    const off = r + GAP_PX;
    return [
      [x + off + width / 2, y],
      [x - off - width / 2, y],
      [x, y - off - LINE_PX / 2],
      [x, y + off + LINE_PX / 2],
    ].map((spot) => HotspotsMap.boxAround(spot, width, LINE_PX));
  }

  /** Boxes at the corners of a point: over it and under it, to the right and left. */
  function spotsAtCorners({ x, y, r }, textWidth) {
    const width = textWidth + 4;
    const across = r / 2 + width / 2;
    const down = 0.8 * r + GAP_PX + LINE_PX / 2;
    return [
      [x + across, y - down],
      [x + across, y + down],
      [x - across, y - down],
      [x - across, y + down],
    ].map((spot) => HotspotsMap.boxAround(spot, width, LINE_PX));
  }

  const withAir = ({ left, top, right, bottom }, air) => ({
    left: left - air,
    top: top - air / 2,
    right: right + air,
    bottom: bottom + air / 2,
  });

  function paintStreets(context, labels) {
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    const { casing, ink, quiet } = HotspotsMap.inks;
    context.lineWidth = 3;
    context.strokeStyle = casing;
    labels.forEach(({ text, box, isStreet }) => {
      const at = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
      context.font = isStreet ? STREET_FONT : KIND_FONT;
      context.fillStyle = isStreet ? ink : quiet;
      context.strokeText(text, ...at);
      context.fillText(text, ...at);
    });
  }

  /** The map point under a place in world pixels, if one is there. */
  function pointAt(points, [x, y], scale, zoom) {
    if (!isStreetZoom(zoom)) return null;
    let found = null;
    let least = Infinity;
    points.forEach((point) => {
      const away = Math.hypot(point.at[0] - x, point.at[1] - y) * scale;
      if (away < least && away < Math.max(HOVER_PX, radiusOf(point.n, zoom))) {
        least = away;
        found = point;
      }
    });
    return found;
  }

  Object.assign(HotspotsMap, {
    isStreetZoom,
    inSight,
    paintPoints,
    placeStreets,
    paintStreets,
    pointAt,
  });
})(window.HotspotsMap);
