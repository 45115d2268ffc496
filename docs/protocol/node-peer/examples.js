// Reads the bytes that stand on the page: `node examples.js ../../protocol.md`.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Type, messages } from './envelopes.js';
import { endpoint, metadata } from './routes.js';

const page = readFileSync(process.argv[2], 'utf8');

function examples(language) {
  const blocks = page.matchAll(new RegExp('```' + language + '\\n(.*?)```', 'gs'));
  return [...blocks].map(([, text]) => Buffer.from(text.replaceAll(/#.*/g, '').replaceAll(/\s/g, ''), 'hex'));
}

const found = examples('hex').map((bytes) => {
  const [message, ...more] = messages(bytes);
  assert.deepEqual(more, []);
  return message;
});
assert.deepEqual(new Set(found.map(({ type }) => type)), new Set(Object.values(Type)));
const errors = found.filter(({ type }) => type === Type.ERROR).map(({ body }) => body);
assert.deepEqual(errors.map(({ kind }) => kind), ['error', 'cancelled']);
assert.equal(errors[0].message, 'gone');
assert.deepEqual(errors[1].canceller, { name: 'desk', uuid: 'd1' });

const [route] = examples('hex metadata');
assert.deepEqual(metadata('files.search'), route);
assert.equal(endpoint(route), 'files.search');
console.log(`${found.length} messages and a route`);
