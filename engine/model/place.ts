/**
 * Where something is inside a document, as people write it: `actions[1].params.to[0]`.
 * The empty place is the document itself.
 */
export type Place = string;

export type PlaceSegment = string | number;

const plainKey = /^[A-Za-z_$][\w$-]*$/;

/** `['actions', 1, 'params', 'to', 0]` → `actions[1].params.to[0]`; unusual keys are quoted in brackets. */
export function formatPlace(segments: readonly PropertyKey[]): Place {
  let place = '';
  for (const segment of segments) {
    if (typeof segment === 'number') place += `[${segment}]`;
    else if (plainKey.test(String(segment))) place += place === '' ? String(segment) : `.${String(segment)}`;
    else place += `[${JSON.stringify(String(segment))}]`;
  }
  return place;
}

/** The inverse of `formatPlace`. Text that is not a place yields the segments read so far. */
export function parsePlace(place: Place): PlaceSegment[] {
  const segments: PlaceSegment[] = [];
  const token = /\.?([A-Za-z_$][\w$-]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y;
  for (let match = token.exec(place); match; match = token.exec(place)) {
    const [, key, index] = match;
    if (key !== undefined) segments.push(key);
    else if (index !== undefined) segments.push(Number(index));
    else segments.push(String(JSON.parse(match[0].slice(1, -1))));
  }
  return segments;
}

/** Joins two places: `joinPlaces('actions[1]', 'params.to')` → `actions[1].params.to`. */
export function joinPlaces(outer: Place, inner: Place): Place {
  if (outer === '' || inner === '') return outer + inner;
  return inner.startsWith('[') ? outer + inner : `${outer}.${inner}`;
}
