/*
 * Where names go, in pixels: no drawing, no chance, the same every time.
 */
window.HotspotsMap = window.HotspotsMap || {};

(function (HotspotsMap) {
  "use strict";

  const TOWN_DOT_PX = 3;

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
   * names: [{layouts: [{lines, width, height}], spots: [[x, y]], bounds, isOwn(x, y)}];
   * taken: boxes to keep clear of. Gives for each name {lines, spot, box} or null. Best
   * is wholly inside its shape, then hardly more than its shape's width. Never beside
   * it: a name in the sea is read as the sea's.
   */
  function placeNames(names, taken) {
    const boxes = taken.slice();
    return names.map((name) => {
      const narrowFirst = { ...name, layouts: name.layouts.slice().reverse() };
      const found =
        firstFit(name, boxes, isWithin) || firstFit(narrowFirst, boxes, isNearlyWithin);
      if (found) boxes.push(found.box);
      return found;
    });
  }

  function firstFit(name, boxes, fits) {
    for (const layout of name.layouts) {
      for (const spot of name.spots) {
        const box = boxAround(spot, layout.width, layout.height);
        if (fits(name, box) && !boxes.some((other) => overlap(other, box))) {
          return { lines: layout.lines, spot, box };
        }
      }
    }
    return null;
  }

  function isWithin(name, box) {
    const y = (box.top + box.bottom) / 2;
    return name.isOwn(box.left, y) && name.isOwn(box.right, y);
  }

  const isNearlyWithin = ({ bounds }, box) =>
    box.right - box.left < (bounds.right - bounds.left) * 1.2;

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
