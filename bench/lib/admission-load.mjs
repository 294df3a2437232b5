// Asks an admission webhook over a few TLS connections, each of which asks again as soon as it has its answer. A process of its own, with
// nothing of Node's HTTP client in it: what it costs itself is taken from the server that it measures.
//
// node admission-load.mjs '{"port":8443,"path":"/v1/admit","review":"review.json","connections":8,"seconds":5}' prints one line of JSON.
import { readFileSync } from 'node:fs';
import tls from 'node:tls';

/** In the review, replaced by a number of the same length: each object is another one. */
const PLACEHOLDER = '000000000000';

const { port, path, review, connections, seconds, warmSeconds = 1 } = JSON.parse(process.argv[2]);
const [before, ...between] = requestText().split(PLACEHOLDER);
const pieces = between.map((text) => Buffer.from(text));
const first = Buffer.from(before);
const start = performance.now();
const measuredFrom = start + warmSeconds * 1000;
const end = measuredFrom + seconds * 1000;
const latencies = [];
const answers = { allowed: 0, denied: 0, other: 0 };
let asked = 0;

await Promise.all(Array.from({ length: connections }, converse));
latencies.sort((a, b) => a - b);
const at = (share) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))];
console.log(
  JSON.stringify({
    rate: latencies.length / seconds,
    p50: at(0.5),
    p90: at(0.9),
    p99: at(0.99),
    most: latencies.at(-1),
    asked,
    ...answers,
  }),
);

function requestText() {
  const body = readFileSync(review, 'utf8');
  const length = Buffer.byteLength(body);
  return `POST ${path} HTTP/1.1\r\nhost: localhost:${port}\r\naccept: application/json, */*\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`;
}

function nextRequest() {
  const number = Buffer.from(String((asked += 1)).padStart(PLACEHOLDER.length, '0'));
  return Buffer.concat([first, ...pieces.flatMap((piece) => [number, piece])]);
}

function converse() {
  return new Promise((resolve, reject) => {
    const socket = tls.connect({ port, host: '127.0.0.1', servername: 'localhost', rejectUnauthorized: false });
    socket.setNoDelay(true);
    let begun = 0;
    let held = '';
    const ask = () => {
      begun = performance.now();
      if (begun >= end) return socket.destroy();
      socket.write(nextRequest());
    };
    socket.on('secureConnect', ask);
    socket.on('data', (chunk) => {
      held += chunk.toString('latin1');
      if (!isWhole(held)) return;
      const now = performance.now();
      if (begun >= measuredFrom) {
        latencies.push(now - begun);
        answers[kindOf(held)] += 1;
      }
      held = '';
      ask();
    });
    socket.on('error', reject);
    socket.on('close', resolve);
  });
}

function isWhole(text) {
  const head = text.indexOf('\r\n\r\n');
  if (head < 0) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(text)?.[1];
  if (length === undefined) return text.endsWith('\r\n0\r\n\r\n');
  return text.length >= head + 4 + Number(length);
}

function kindOf(text) {
  if (!text.startsWith('HTTP/1.1 200')) return 'other';
  if (text.includes('"allowed":true')) return 'allowed';
  return text.includes('"allowed":false') ? 'denied' : 'other';
}
