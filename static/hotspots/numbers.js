/*
 * Where the numbers of marks go, in pixels. Marks never move: a number stands beside its
 * mark, or outside the crowd at the end of a line, which crosses no other line, mark or
 * number. A number that finds no such place is left out. The same every time.
 */
window.HotspotsMap = window.HotspotsMap || {};

(function (HotspotsMap) {
  "use strict";

  const N_WAYS = 16;
  // From a mark's edge to the number's box.
  // No number stands farther off: it would be read as another place's.
  const DISTANCES_PX = [1, 5, 9, 13, 18, 23, 28, 34, 40];
  // Nor farther than this in another district than its mark's.
  const BESIDE_PX = 9;
  const NEIGHBOUR_PX = 90;
  // Others farther than this are not in the way.
  const REACH_PX = 440;
  const ROUNDS = 3;
  // Beside what a number covers, how near a line may pass.
  const AIR_PX = 1;
  // What it costs to cover another number, a mark, or to leave the room; for a line to
  // cross another, to go through a number or over a mark; and to point into the crowd.
  const COST = { number: 4000, mark: 3000, room: 9000, cross: 700, through: 900, over: 900 };
  const INWARD = 7;
  // A number that costs so much is left out.
  const MOST = COST.cross;

  /**
   * Find each number a place.
   *
   * marks: [[x, y]]; sizes: [[width, height]] of the numbers' boxes; radius of a mark;
   * limits: the room, and isElsewhere(i, spot), whether that is in another district than
   * mark i; first: the mark whose number goes before all others, or -1. Gives
   * for each [x, y], its box's middle, or null.
   */
  function placeNumbers(marks, sizes, radius, limits, first = -1) {
    const ways = marks.map((mark) => outward(mark, marks));
    const crowd = marks.map((mark) => marks.filter((one) => near(one, mark)).length);
    const order = marks
      .map((_, i) => i)
      .sort((a, b) => (b === first) - (a === first) || crowd[b] - crowd[a] || a - b);
    const placed = marks.map(() => null);
    const place = (i) => {
      placed[i] = null;
      return best(i, { marks, sizes, radius, limits, placed, way: ways[i] });
    };
    for (let round = 0; round < ROUNDS; round += 1) {
      order.forEach((i) => {
        placed[i] = place(i).spot;
      });
    }
    // Those most in the way give way; then each comes back where there is room after all,
    // if need be with another one moved for it.
    for (;;) {
      const costs = order.map((i) => (placed[i] && i !== first ? costNow(i) : 0));
      const worst = costs.indexOf(Math.max(...costs));
      if (!(costs[worst] >= MOST)) break;
      placed[order[worst]] = null;
    }
    order.filter((i) => !placed[i] && !comesBack(i)).forEach((i) => {
      marks.some((mark, j) => placed[j] && near(mark, marks[i]) && changes(i, j));
    });
    return placed;

    function comesBack(i) {
      const { spot, cost } = place(i);
      placed[i] = cost < MOST ? spot : null;
      return placed[i] !== null;
    }

    function changes(i, j) {
      const before = placed[j];
      placed[j] = null;
      if (comesBack(i) && comesBack(j)) return true;
      [placed[i], placed[j]] = [null, before];
      return false;
    }

    function costNow(i) {
      const given = { marks, sizes, radius, limits, placed };
      return costOf(i, placed[i], othersNear(i, given), given);
    }
  }

  /** Marks near enough to be in the way. */
  const othersNear = (i, { marks }) =>
    marks.map((_, j) => j).filter((j) => j !== i && distance(marks[j], marks[i]) < REACH_PX);

  const near = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]) < NEIGHBOUR_PX;

  /** The way from the middle of a mark's neighbours to it. */
  function outward(mark, marks) {
    const around = marks.filter((one) => near(one, mark));
    const x = mark[0] - around.reduce((sum, one) => sum + one[0], 0) / around.length;
    const y = mark[1] - around.reduce((sum, one) => sum + one[1], 0) / around.length;
    return Math.hypot(x, y) < 0.5 ? [0, -1] : [x / Math.hypot(x, y), y / Math.hypot(x, y)];
  }

  function best(i, given) {
    const [x, y] = given.marks[i];
    const [width, height] = given.sizes[i];
    const around = othersNear(i, given);
    let found = null;
    let least = Infinity;
    for (const away of DISTANCES_PX) {
      // Farther places cost at least their distance.
      if (away > least) break;
      for (let n = 0; n < N_WAYS; n += 1) {
        const angle = (2 * Math.PI * n) / N_WAYS;
        const [right, down] = [Math.cos(angle), Math.sin(angle)];
        const half = halfAlong(right, down, width, height);
        const far = given.radius + away + half;
        const spot = [x + right * far, y + down * far];
        const inward = 1 - (right * given.way[0] + down * given.way[1]);
        const before = away + INWARD * inward;
        const cost = before + costOf(i, spot, around, given, least - before);
        const isBetter = cost < least - 1e-9;
        if (isBetter && !(away > BESIDE_PX && given.limits.isElsewhere(i, spot))) {
          least = cost;
          found = spot;
        }
      }
    }
    return { spot: found, cost: least };
  }

  /** From a box's middle to its edge, that way. */
  const halfAlong = (right, down, width, height) =>
    Math.min(width / 2 / Math.max(Math.abs(right), 1e-6), height / 2 / Math.max(Math.abs(down), 1e-6));

  const distance = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);

  /** What a place costs; it is not worked out to the end once it costs more than `most`. */
  function costOf(i, spot, around, { marks, sizes, radius, limits, placed }, most = Infinity) {
    const [width, height] = sizes[i];
    const box = HotspotsMap.boxAround(spot, width, height);
    let cost = 0;
    const isOut =
      box.left < limits.left ||
      box.right > limits.right ||
      box.top < limits.top ||
      box.bottom > limits.bottom;
    if (isOut) cost += COST.room;
    for (const j of around) {
      if (cost > most) return cost;
      if (isNearBox(marks[j], box, radius)) cost += COST.mark;
      // Marks may lie on each other; then a line leads away from the other.
      const off = Math.min(radius + AIR_PX, 0.99 * distance(marks[i], marks[j]));
      if (fromLine(marks[j], marks[i], spot) < off) cost += COST.over;
      if (!placed[j]) continue;
      const other = HotspotsMap.boxAround(placed[j], ...sizes[j]);
      if (HotspotsMap.overlap(box, other)) cost += COST.number;
      if (fromLine(marks[i], marks[j], placed[j]) < off) cost += COST.over;
      if (cross(marks[i], spot, marks[j], placed[j])) cost += COST.cross;
      if (fromLine(placed[j], marks[i], spot) < sizes[j][1] / 2) cost += COST.through;
      if (fromLine(spot, marks[j], placed[j]) < height / 2) cost += COST.through;
    }
    return cost;
  }

  const isNearBox = ([x, y], box, radius) =>
    x > box.left - radius &&
    x < box.right + radius &&
    y > box.top - radius &&
    y < box.bottom + radius;

  /** How far a point lies from the line between two others. */
  function fromLine([x, y], [fromX, fromY], [toX, toY]) {
    const [across, down] = [toX - fromX, toY - fromY];
    const long = across * across + down * down || 1;
    const share = ((x - fromX) * across + (y - fromY) * down) / long;
    const at = Math.min(Math.max(share, 0), 1);
    return Math.hypot(x - fromX - at * across, y - fromY - at * down);
  }

  function cross(a, b, c, d) {
    const side = (p, q, r) => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
    return side(a, b, c) * side(a, b, d) < 0 && side(c, d, a) * side(c, d, b) < 0;
  }

  Object.assign(HotspotsMap, { placeNumbers });
})(window.HotspotsMap);
