// The metadata of the first payload. See "Where it runs" in ../../protocol.md.
export const METADATA_MIME_TYPE = 'message/x.rsocket.composite-metadata.v0';

const ROUTING = 0x7e;
const KNOWN = 0x80;
const PREFIX = 'tractor.context.';
const ENTRY_HEAD = 4;

/** Composite metadata with one entry, the route. */
export function metadata(endpoint) {
  const route = Buffer.from(PREFIX + endpoint);
  if (route.length > 255) {
    throw new RangeError(`A route of ${route.length} bytes`);
  }
  const length = route.length + 1;
  return Buffer.concat([
    Buffer.from([KNOWN | ROUTING, length >> 16, (length >> 8) & 0xff, length & 0xff, route.length]),
    route,
  ]);
}

/** The endpoint's name, or undefined if the metadata is of something else. */
export function endpoint(bytes) {
  for (let at = 0; bytes && at + ENTRY_HEAD <= bytes.length;) {
    const type = bytes[at];
    const head = type & KNOWN ? 1 : type + 2;
    const length = bytes.readUIntBE(at + head, 3);
    const content = bytes.subarray(at + head + 3, at + head + 3 + length);
    if (type === (KNOWN | ROUTING)) {
      const route = content.subarray(1, 1 + content[0]).toString();
      return route.startsWith(PREFIX) ? route.substring(PREFIX.length) : undefined;
    }
    at += head + 3 + length;
  }
  return undefined;
}
