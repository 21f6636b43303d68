/*
 * Where names go, in pixels: no drawing, no chance, the same every time.
 */
window.HotspotsMap = window.HotspotsMap || {};

(function (HotspotsMap) {
  "use strict";

  const TOWN_DOT_PX = 3;
  // From a shape to a name beside it.
  const BESIDE_PX = 3;
  // A name beside a shape is at most so far from it.
  const FARTHEST_PX = 60;

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

  /**
   * Find towns' names room beside their dots, the largest towns first.
   *
   * towns: [{name, at: [x, y]}]; gives [{name, at, box}] of those that find some.
   */
  function placeTowns(towns, { widthOf, height, taken, view }) {
    const boxes = taken.slice();
    const found = [];
    towns.forEach((town) => {
      const width = widthOf(town.name) + 4;
      const off = TOWN_DOT_PX + 2;
      const [x, y] = town.at;
      const across = off + width / 2;
      const down = off + height / 2;
      const box = [
        [x + across, y],
        [x - across, y],
        [x, y - down],
        [x, y + down],
        [x + across - 4, y - down + 3],
        [x - across + 4, y - down + 3],
        [x + across - 4, y + down - 3],
        [x - across + 4, y + down - 3],
      ]
        .map((spot) => boxAround(spot, width, height))
        .find(
          (spot) => !isCut(spot, view) && !boxes.some((other) => overlap(other, spot))
        );
      if (!box) return;
      boxes.push(box, boxAround(town.at, 2 * TOWN_DOT_PX, 2 * TOWN_DOT_PX));
      found.push({ ...town, box });
    });
    return found;
  }

  /** Whether an edge of the view goes through a box. */
  const isCut = (box, view) =>
    overlap(box, view) &&
    (box.left < view.left ||
      box.right > view.right ||
      box.top < view.top ||
      box.bottom > view.bottom);

  const longest = (lines) => Math.max(...lines.map((line) => line.length));

  Object.assign(HotspotsMap, {
    placeNames,
    placeTowns,
    layoutsOf,
    boxAround,
    overlap,
    isCut,
  });
})(window.HotspotsMap);
