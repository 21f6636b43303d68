/*
 * Packed text from Python (hotspots/presentation/maps.py) into shapes ready to draw.
 *
 * Shapes are kept in "world" pixels, Leaflet's pixels at zoom 0: at zoom z a point lies
 * at world * 2^z, so that zooming never projects anything again.
 */
window.HotspotsMap = window.HotspotsMap || {};

(function (HotspotsMap) {
  "use strict";

  const UNITS_PER_DEGREE = 1e5;

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
    const centres = walk(points);
    return rings.map((steps, i) =>
      shapeOf(steps.map(walk), [centres[2 * i], centres[2 * i + 1]])
    );
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
    return { rings, centre, box, width };
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

  /** Packed text into {zones, districts, names, ...}, each zone and district a shape. */
  async function unpack(packed) {
    const data = await inflate(packed);
    const zones = data.shape
      ? stampShapes(data.shape)
      : drawnShapes(data.rings, data.points);
    const districts = data.districts.map((district) => {
      const spots = walk(district.spots);
      return Object.assign(drawnShapes([district.rings], district.spots)[0], {
        name: district.name,
        spots: Array.from({ length: spots.length / 2 }, (_, i) => [
          spots[2 * i],
          spots[2 * i + 1],
        ]),
      });
    });
    return {
      zones,
      typicalWidth: median(zones.map((zone) => zone.width)),
      districts,
      names: data.names,
      districtOfZone: data.zone_districts.map((i) => data.district_names[i]),
      attribution: data.attribution,
    };
  }

  Object.assign(HotspotsMap, { unpack, holds });
})(window.HotspotsMap);
