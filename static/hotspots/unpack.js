/*
 * Packed texts from Python (hotspots/presentation/maps/packing.py) into shapes ready to
 * draw. The page carries each text once, under a key; a map's script holds only the key.
 *
 * Shapes are kept in "world" pixels, Leaflet's pixels at zoom 0: at zoom z a point lies
 * at world * 2^z, so that zooming never projects anything again.
 */
window.HotspotsMap = window.HotspotsMap || {};

(function (HotspotsMap) {
  "use strict";

  const UNITS_PER_DEGREE = 1e5;
  const LOOK_EVERY_MS = 40;

  /** The object that the page carries under a key; it is there, or comes soon. */
  function given(key) {
    return new Promise((done, fail) => {
      (function look() {
        const text = window.parent.hotspotsGiven?.get(key);
        if (text === undefined) setTimeout(look, LOOK_EVERY_MS);
        else inflate(text).then(done, fail);
      })();
    });
  }

  /** Base 64 of deflated JSON into the object that Python packed. */
  async function inflate(packed) {
    const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream();
    const json = stream.pipeThrough(new DecompressionStream("deflate"));
    return new Response(json).json();
  }

  function toWorld(longitude, latitude) {
    return L.CRS.EPSG3857.latLngToPoint(
      { lat: latitude / UNITS_PER_DEGREE, lng: longitude / UNITS_PER_DEGREE },
      0
    );
  }

  /** Steps [east, north, east, north, ...] in units into world [x, y, x, y, ...]. */
  function walk(steps) {
    const world = new Float64Array(steps.length);
    let longitude = 0;
    let latitude = 0;
    for (let i = 0; i < steps.length; i += 2) {
      longitude += steps[i];
      latitude += steps[i + 1];
      const point = toWorld(longitude, latitude);
      world[i] = point.x;
      world[i + 1] = point.y;
    }
    return world;
  }

  /** The same as a list of points. */
  function places(steps) {
    const world = walk(steps);
    return Array.from({ length: world.length / 2 }, (_, i) => [
      world[2 * i],
      world[2 * i + 1],
    ]);
  }

  /**
   * Centres and one shape for all into one ring a zone.
   *
   * Each corner lies off its centre by a + b * (longitude - origin) + c * (latitude -
   * origin), once for longitude and once for latitude: a metre grid turns and shrinks
   * slowly across a county, and this follows it to a few centimetres.
   */
  function stampShapes(shape) {
    const [west, south] = shape.origin;
    const shapes = [];
    let longitude = 0;
    let latitude = 0;
    for (let i = 0; i < shape.centres.length; i += 2) {
      longitude += shape.centres[i];
      latitude += shape.centres[i + 1];
      const ring = new Float64Array(shape.corners.length * 2);
      shape.corners.forEach(([east, north], corner) => {
        const point = toWorld(
          longitude + along(east, longitude - west, latitude - south),
          latitude + along(north, longitude - west, latitude - south)
        );
        ring[2 * corner] = point.x;
        ring[2 * corner + 1] = point.y;
      });
      const centre = toWorld(longitude, latitude);
      shapes.push(shapeOf([ring], [centre.x, centre.y]));
    }
    return shapes;
  }

  function along([start, perLongitude, perLatitude], longitude, latitude) {
    return start + perLongitude * longitude + perLatitude * latitude;
  }

  function drawnShapes(rings, points) {
    const centres = places(points);
    return rings.map((steps, i) => shapeOf(steps.map(walk), centres[i]));
  }

  function shapeOf(rings, centre) {
    const box = { west: Infinity, east: -Infinity, north: Infinity, south: -Infinity };
    rings.forEach((ring) => {
      for (let i = 0; i < ring.length; i += 2) {
        box.west = Math.min(box.west, ring[i]);
        box.east = Math.max(box.east, ring[i]);
        box.north = Math.min(box.north, ring[i + 1]);
        box.south = Math.max(box.south, ring[i + 1]);
      }
    });
    const width = Math.min(box.east - box.west, box.south - box.north);
    return { rings, centre, mark: centre, box, width };
  }

  function median(numbers) {
    return numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
  }

  /** Is this world point in the shape? Holes count as outside. */
  function holds(shape, x, y) {
    const box = shape.box;
    if (x < box.west || x > box.east || y < box.north || y > box.south) return false;
    let inside = false;
    shape.rings.forEach((ring) => {
      for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        const crosses = ring[i + 1] > y !== ring[j + 1] > y;
        const slope = (ring[j] - ring[i]) / (ring[j + 1] - ring[i + 1]);
        if (crosses && x < ring[i] + (y - ring[i + 1]) * slope) inside = !inside;
      }
    });
    return inside;
  }

  /** What is carried under a key into {zones, districts, towns, names, ...}. */
  async function unpack(key) {
    const data = await given(key);
    const zones = data.shape
      ? stampShapes(data.shape)
      : drawnShapes(data.rings, data.points);
    // At the coast a mark stands off its zone's centre, on dry land.
    const marks = places(data.marks.at);
    data.marks.rows.forEach((row, i) => {
      zones[row].mark = marks[i];
    });
    const districts = data.districts.map((district) => ({
      ...drawnShapes([district.rings], district.spots)[0],
      name: district.name,
      spots: places(district.spots),
    }));
    const towns = places(data.towns.at).map((at, i) => ({
      at,
      name: data.towns.names[i],
      size: data.towns.sizes[i],
    }));
    return {
      zones,
      typicalWidth: median(zones.map((zone) => zone.width)),
      districts,
      towns,
      hasOwnShapes: !data.shape,
      looksAt: data.looks_at,
      names: data.names,
      districtOfZone: data.zone_districts.map((i) => data.district_names[i]),
    };
  }

  /** Map points with their counts and streets, those that matter most first. */
  async function unpackStreets(key) {
    const data = await given(key);
    const kinds = new Set(data.kinds);
    const points = places(data.at).map((at, i) => ({
      at,
      n: data.counts[i],
      name: data.names[data.of[i]],
      isStreet: !kinds.has(data.of[i]),
    }));
    return points.sort((a, b) => b.isStreet - a.isStreet || b.n - a.n);
  }

  Object.assign(HotspotsMap, { unpack, unpackStreets, holds });
})(window.HotspotsMap);
