// What stands in the frames: type, length, body. See "Envelopes" in ../../protocol.md.
import { decode, encode } from 'cborg';

export const Type = Object.freeze({
  START: 1,
  START_ACK: 2,
  STARTED: 3,
  YIELD: 4,
  CREDIT: 5,
  STOP: 6,
  CANCEL: 7,
  RETURN: 8,
  ERROR: 9,
});

const MAPS = new Set([Type.START, Type.START_ACK, Type.CANCEL, Type.ERROR]);
const NUMBERS = new Set([Type.CREDIT]);
const VALUES = new Set([Type.STARTED, Type.YIELD, Type.RETURN]);

const LONGEST_LENGTH = 4;
const LONGEST_BODY = 16_776_191;

export class ProtocolError extends Error {}

/** One message as an envelope. Values are encoded here too: the codec is CBOR. */
export function envelope(type, body) {
  const bytes = type === Type.STOP ? Buffer.alloc(0) : Buffer.from(encode(body));
  if (bytes.length > LONGEST_BODY) {
    throw new RangeError(`A body of ${bytes.length} bytes`);
  }
  const head = [type];
  let rest = bytes.length;
  for (; rest > 0x7f; rest >>>= 7) {
    head.push((rest & 0x7f) | 0x80);
  }
  head.push(rest);
  return Buffer.concat([Buffer.from(head), bytes]);
}

/** All messages of a frame. */
export function messages(frame) {
  if (frame === null || frame === undefined || frame.length === 0) {
    throw new ProtocolError('The frame is empty');
  }
  const found = [];
  for (let at = 0; at < frame.length;) {
    const type = frame[at++];
    const [length, start] = readLength(frame, at);
    at = start + length;
    if (at > frame.length) {
      throw new ProtocolError('The body is truncated');
    }
    found.push({ type, body: readBody(type, frame.subarray(start, at)) });
  }
  return found;
}

function readLength(frame, from) {
  let length = 0;
  for (let i = 0; i < LONGEST_LENGTH; i++) {
    const byte = frame[from + i];
    if (byte === undefined) {
      break;
    }
    length += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) {
      if ((byte === 0 && i > 0) || length > LONGEST_BODY) {
        throw new ProtocolError(`A length of ${length} in ${i + 1} bytes`);
      }
      return [length, from + i + 1];
    }
  }
  throw new ProtocolError('The length is truncated or too long');
}

function readBody(type, bytes) {
  if (type === Type.STOP) {
    if (bytes.length > 0) {
      throw new ProtocolError('Stop has no body');
    }
    return undefined;
  }
  if (!MAPS.has(type) && !NUMBERS.has(type) && !VALUES.has(type)) {
    throw new ProtocolError(`There is no message of type ${type}`);
  }
  try {
    return decode(bytes);
  } catch (ex) {
    throw new ProtocolError(`The body of type ${type} cannot be read: ${ex.message}`);
  }
}

/** An argument of Start: a value within a byte string. */
export function argument(value) {
  return encode(value);
}

/** The value of an argument of Start. */
export function argumentValue(bytes) {
  return decode(bytes);
}
