/*
 * Where numbers and names go, in pixels: no drawing, no chance, the same every time.
 */
window.HotspotsMap = window.HotspotsMap || {};

(function (HotspotsMap) {
  "use strict";

  const MOST_ROUNDS = 400;
  // From a shape to a name beside it.
  const BESIDE_PX = 3;
  // A name beside a shape is at most so far from it.
  const FARTHEST_PX = 60;
  // Each way off a shared spot differs from the last by this, so none repeats.
  const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

  /**
   * Push points apart until no two are nearer than `gap`, all within `limits`.
   *
   * points: [[x, y], ...] -> new [[x, y], ...], each as near its own place as the
   * others let it be.
   */
  function spread(points, gap, limits) {
    const placed = points.map((point) => point.slice());
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      // Early rounds also draw each point home; the last ones only part them.
      if (round < MOST_ROUNDS / 2) drawHome(placed, points);
      placed.forEach((point) => keepWithin(point, limits));
      if (!part(placed, gap) && round >= MOST_ROUNDS / 2) break;
    }
    return placed;
  }

  function drawHome(placed, homes) {
    placed.forEach((point, i) => {
      point[0] += (homes[i][0] - point[0]) * 0.08;
      point[1] += (homes[i][1] - point[1]) * 0.08;
    });
  }

  function keepWithin(point, limits) {
    point[0] = Math.min(Math.max(point[0], limits.left), limits.right);
    point[1] = Math.min(Math.max(point[1], limits.top), limits.bottom);
  }

  /** Part every pair that is too near by half the want each; say whether any was. */
  function part(placed, gap) {
    let moved = false;
    for (let i = 0; i < placed.length; i += 1) {
      for (let j = i + 1; j < placed.length; j += 1) {
        let across = placed[j][0] - placed[i][0];
        let down = placed[j][1] - placed[i][1];
        let apart = Math.hypot(across, down);
        if (apart >= gap) continue;
        const want = (gap - apart) / 2 + 0.01;
        if (apart < 1e-6) {
          across = Math.cos(j * GOLDEN_ANGLE);
          down = Math.sin(j * GOLDEN_ANGLE);
          apart = 1;
        }
        const x = (across / apart) * want;
        const y = (down / apart) * want;
        placed[i][0] -= x;
        placed[i][1] -= y;
        placed[j][0] += x;
        placed[j][1] += y;
        moved = true;
      }
    }
    return moved;
  }

  const overlap = (a, b) =>
    a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

  const boxAround = ([x, y], width, height) => ({
    left: x - width / 2,
    right: x + width / 2,
    top: y - height / 2,
    bottom: y + height / 2,
  });

  /**
   * Find each name a spot where it hides nothing, or none.
   *
   * names: [{layouts: [{lines, width, height}], spots: [[x, y]], bounds, view,
   * isOwn(x, y), isOthers(x, y)}]; taken: boxes to keep clear of. Gives for each name
   * {lines, spot, box} or null. Best is wholly inside its shape, then hardly more than
   * its shape's width, then beside it, over nothing.
   */
  function placeNames(names, taken) {
    const boxes = taken.slice();
    return names.map((name) => {
      const narrowFirst = { ...name, layouts: name.layouts.slice().reverse() };
      const found =
        firstFit(name, boxes, inside, isWithin) ||
        firstFit(narrowFirst, boxes, inside, isNearlyWithin) ||
        firstFit(name, boxes, beside, isOverNothing);
      if (found) boxes.push(found.box);
      return found;
    });
  }

  function firstFit(name, boxes, spotsOf, fits) {
    for (const layout of name.layouts) {
      for (const spot of spotsOf(name, layout)) {
        const box = boxAround(spot, layout.width, layout.height);
        if (fits(name, box, spot) && !boxes.some((other) => overlap(other, box))) {
          return { lines: layout.lines, spot, box };
        }
      }
    }
    return null;
  }

  const inside = (name) => name.spots;

  /** Spots off each side of the shape, and the way from there to it. */
  function beside({ bounds }, { width, height }) {
    const x = (bounds.left + bounds.right) / 2;
    const y = (bounds.top + bounds.bottom) / 2;
    const above = bounds.top - height / 2 - BESIDE_PX;
    const below = bounds.bottom + height / 2 + BESIDE_PX;
    const left = bounds.left - width / 2 - BESIDE_PX;
    const right = bounds.right + width / 2 + BESIDE_PX;
    const shifts = [0, -width / 4, width / 4];
    return [
      ...shifts.map((shift) => [x + shift, above, 0, 1]),
      ...shifts.map((shift) => [x + shift, above - height, 0, 1]),
      [right, y, -1, 0],
      [left, y, 1, 0],
      ...shifts.map((shift) => [x + shift, below, 0, -1]),
    ];
  }

  function isWithin(name, box) {
    const y = (box.top + box.bottom) / 2;
    return name.isOwn(box.left, y) && name.isOwn(box.right, y);
  }

  const isNearlyWithin = ({ bounds }, box) =>
    box.right - box.left < (bounds.right - bounds.left) * 1.2;

  function isOverNothing(name, box, spot) {
    const across = [box.left, (box.left + box.right) / 2, box.right];
    const isFree = (x) => !name.isOthers(x, box.top) && !name.isOthers(x, box.bottom);
    const { view } = name;
    const isSeen =
      box.left > view.left &&
      box.right < view.right &&
      box.top > view.top &&
      box.bottom < view.bottom;
    return isSeen && across.every(isFree) && leadsHome(name, spot);
  }

  /** Is the first shape on the way from a spot beside it the name's own? */
  function leadsHome(name, [x, y, right, down]) {
    for (let step = 0; step < FARTHEST_PX; step += 2) {
      if (name.isOthers(x + right * step, y + down * step)) return false;
      if (name.isOwn(x + right * step, y + down * step)) return true;
    }
    return false;
  }

  /** A name on one line and, where it has several words, on two: widest first. */
  function layoutsOf(text, widthOf, lineHeight) {
    const layouts = [[text]];
    const words = text.split(" ");
    if (words.length > 1) {
      const splits = words.slice(1).map((_, i) => [
        words.slice(0, i + 1).join(" "),
        words.slice(i + 1).join(" "),
      ]);
      splits.sort((a, b) => longest(a) - longest(b));
      layouts.push(splits[0]);
    }
    return layouts.map((lines) => ({
      lines,
      width: Math.max(...lines.map(widthOf)) + 4,
      height: lines.length * lineHeight,
    }));
  }

  const longest = (lines) => Math.max(...lines.map((line) => line.length));

  Object.assign(HotspotsMap, { spread, placeNames, layoutsOf, boxAround });
})(window.HotspotsMap);
