// SPDX-License-Identifier: Apache-2.0
// A stand-in for the server with sample data, for work on the page alone. Serves the built page
// with the headers of the real one. Project "empty" has no traces, "slow" answers late, "broken"
// not at all. STENO_SAMPLE_KEY: a login is needed. STENO_SAMPLE_LIVE: a new trace every so many ms.
// STENO_SAMPLE_STEPS: another trace, of an agent with so many steps.
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { codingAgent, oddities } from './sample/agent.mjs';
import { hostile } from './sample/hostile.mjs';
import { id32 } from './sample/record.mjs';
import { stepsOf } from './sample/steps.mjs';
import { lateParcel, refund } from './sample/support.mjs';

const PORT = Number(process.env.PORT ?? 4318);
const KEY = process.env.STENO_SAMPLE_KEY ?? '';
const BASE = process.env.STENO_BASE_PATH ?? '';
const FILES = new URL('../target/classes/dev/steno/ui/', import.meta.url).pathname;
const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

const now = Date.now();
const groups = [
  lateParcel(now - 240_000),
  refund(now - 1_500_000),
  codingAgent(now - 5_400_000),
  hostile(now - 9_000_000),
  ...oddities(now - 26_000_000),
  ...(process.env.STENO_SAMPLE_STEPS === undefined
    ? []
    : [codingAgent(now - 40_000_000, Number(process.env.STENO_SAMPLE_STEPS), 'large')]),
];
const rows = groups.flatMap((group) => group.traces.map((trace) => trace.summary()));
const seeds = rows.slice(0, 3);
for (let n = 0; n < 260; n += 1) rows.push(filler(n));
rows.sort((a, b) => (a.start_time < b.start_time ? 1 : -1));
const tails = new Set();

function filler(n) {
  const seed = seeds[n % 3];
  const start = now - 30_000_000 - n * 1_733_000;
  const duration_ms = 400 + ((n * 7919) % 9000) * (n % 23 === 0 ? 9 : 1);
  return {
    ...seed,
    seed: seed.trace_id,
    trace_id: id32(`filler-${n}`),
    start_time: new Date(start).toISOString().replace('Z', '000000Z'),
    duration_ms,
    status: n % 17 === 5 ? 'error' : n % 41 === 7 ? 'unfinished' : 'ok',
    error_count: n % 17 === 5 ? 1 + (n % 3) : 0,
    usage: { input_tokens: 300 + ((n * 331) % 9000), output_tokens: 40 + (n % 300) },
    cost: n % 11 === 3 ? null : (0.0002 + ((n * 17) % 400) / 30_000).toFixed(6),
  };
}

function json(response, status, body, type = 'application/json') {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

function problem(response, status, title, detail) {
  json(
    response,
    status,
    { type: 'about:blank', title, status, detail },
    'application/problem+json',
  );
}

const loggedIn = (request) => KEY === '' || (request.headers.cookie ?? '').includes('steno=1');

async function api(request, response, url) {
  const path = url.pathname.slice(`${BASE}/api/v1`.length);
  const project =
    request.headers['x-steno-project'] ?? url.searchParams.get('project') ?? 'default';
  if (path === '/session') return session(request, response);
  if (!loggedIn(request))
    return problem(
      response,
      401,
      'Unauthorized',
      'This server needs a key with scope read: log in, or send it as Bearer.',
    );
  if (project === 'slow') await new Promise((done) => setTimeout(done, 60_000));
  if (project === 'broken')
    return problem(
      response,
      500,
      'Internal error',
      'The store is closed: the disk holding /var/lib/steno is full. Free space and start again.',
    );
  if (path === '/projects')
    return json(response, 200, {
      projects: ['default', 'empty', 'slow', 'broken'].map((name) => ({ name })),
    });
  if (path === '/tail') return tail(request, response);
  if (path === '/feedback') return feedback(request, response);
  if (path === '/traces') return list(response, url, project);
  const [, kind, id, part] = path.split('/');
  if (part === 'steps') return steps(response, kind, id);
  if (kind === 'traces') return one(response, id);
  if (kind === 'conversations') return conversation(response, id);
  return problem(response, 404, 'Not found', `There is nothing at ${url.pathname}.`);
}

async function session(request, response) {
  if (request.method === 'POST') {
    const { key } = JSON.parse(await bodyOf(request));
    if (key !== KEY)
      return problem(
        response,
        401,
        'Unauthorized',
        'key: not known here (expected: a key with scope read, made by "steno key create --scope read")',
      );
    response.writeHead(204, { 'set-cookie': 'steno=1; HttpOnly; SameSite=Strict; Path=/' });
    return response.end();
  }
  if (request.method === 'DELETE') {
    response.writeHead(204, { 'set-cookie': 'steno=; Max-Age=0; Path=/' });
    return response.end();
  }
  return json(response, 200, {
    login_required: KEY !== '',
    authenticated: loggedIn(request),
    ...(KEY === '' ? {} : { project: 'default', scope: 'read' }),
  });
}

async function bodyOf(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

function list(response, url, project) {
  const q = url.searchParams.get('q') ?? '';
  const unknown = /(?:^|\s)(?!status:|model:|name:|time:)([a-z_]+):/.exec(q);
  if (unknown !== null)
    return problem(
      response,
      400,
      'Bad query',
      `q: ${unknown[1]} is not a key (expected: model, project, status, time, or "text" in quotes)`,
    );
  const from = Number(url.searchParams.get('cursor') ?? 0);
  const limit = Number(url.searchParams.get('limit') ?? 50);
  const status = /status:(\w+)/.exec(q)?.[1];
  const word = q
    .replace(/\S+:\S+/g, '')
    .replaceAll('"', '')
    .trim()
    .toLowerCase();
  const found = (project === 'empty' ? [] : rows).filter(
    (row) =>
      (status === undefined || row.status === status) &&
      (word === '' ||
        JSON.stringify(row.preview ?? '')
          .toLowerCase()
          .includes(word)),
  );
  const next = from + limit < found.length ? String(from + limit) : null;
  json(response, 200, { traces: found.slice(from, from + limit), next, limit });
}

function used(group, traces) {
  const text = JSON.stringify(traces);
  const pick = (all) => Object.fromEntries(Object.entries(all).filter(([id]) => text.includes(id)));
  return { messages: pick(group.messages), tools: pick(group.tools) };
}

/** Rows that only fill the list open the recording that they were made from. */
function seedOf(id) {
  const n = rows.findIndex((row) => row.trace_id === id);
  return rows[n]?.seed ?? id;
}

function one(response, asked) {
  const id = seedOf(asked);
  const group = groups.find((candidate) => candidate.traces.some((trace) => trace.id === id));
  const trace = group?.traces.find((candidate) => candidate.id === id);
  if (trace === undefined)
    return problem(response, 404, 'Not found', `trace ${id}: not in this project`);
  const document = trace.document();
  json(response, 200, {
    ...document,
    ...used(group, [document]),
    feedback: group.feedback.filter((f) => f.trace_id === id),
  });
}

function conversation(response, id) {
  const group = groups.find((candidate) => candidate.traces[0].conversation === id);
  if (group === undefined)
    return problem(response, 404, 'Not found', `conversation ${id}: not in this project`);
  const traces = group.traces.map((trace) => trace.document());
  json(response, 200, {
    conversation_id: id,
    project: 'default',
    traces,
    ...used(group, traces),
    feedback: group.feedback,
    next: null,
    limit: 200,
  });
}

function steps(response, kind, asked) {
  const id = seedOf(asked);
  const of = (trace) => (kind === 'traces' ? trace.id : trace.conversation) === id;
  const traces = groups.flatMap((group) => group.traces).filter(of);
  json(response, 200, { steps: stepsOf(traces.map((trace) => trace.document())) });
}

async function feedback(request, response) {
  const body = JSON.parse(await bodyOf(request));
  const made = {
    id: randomBytes(8).toString('hex'),
    time: new Date().toISOString(),
    source: 'EXPLICIT',
    ...body,
  };
  if (
    body.tag === undefined &&
    body.score === undefined &&
    body.label === undefined &&
    !body.comment
  )
    return problem(
      response,
      400,
      'Bad feedback',
      'feedback: says nothing (expected: one of tag, score, label, outcome or comment)',
    );
  groups
    .find((group) => group.traces.some((trace) => trace.id === body.trace_id))
    ?.feedback.push(made);
  json(response, 201, { feedback: made });
}

function tail(request, response) {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write(': ping\n\n');
  tails.add(response);
  request.on('close', () => tails.delete(response));
}

if (process.env.STENO_SAMPLE_LIVE !== undefined) {
  let n = 0;
  setInterval(() => {
    const row = {
      ...filler((n += 1)),
      trace_id: id32(`live-${n}`),
      start_time: new Date().toISOString().replace('Z', '000000Z'),
    };
    rows.unshift(row);
    for (const response of tails) response.write(`event: trace\ndata: ${JSON.stringify(row)}\n\n`);
  }, Number(process.env.STENO_SAMPLE_LIVE)).unref();
}

async function page(request, response, url) {
  const path = url.pathname.slice(BASE.length) || '/';
  if (extname(path) !== '' && !path.startsWith('/p/')) {
    const file = join(FILES, normalize(path));
    response.writeHead(200, {
      'content-type': TYPES[extname(path)] ?? 'text/plain',
      'x-content-type-options': 'nosniff',
    });
    return response.end(await readFile(file));
  }
  const nonce = randomBytes(16).toString('base64url');
  const html = (await readFile(join(FILES, 'index.html'), 'utf8'))
    .replaceAll('__CSP_NONCE__', nonce)
    .replaceAll('__BASE_PATH__', BASE);
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'self'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'`,
    'referrer-policy': 'no-referrer',
  });
  return response.end(html);
}

createServer((request, response) => {
  const url = new URL(request.url, `http://localhost:${PORT}`);
  const serve = url.pathname.startsWith(`${BASE}/api/v1`) ? api : page;
  serve(request, response, url).catch((error) => {
    if (!response.headersSent) response.writeHead(404);
    response.end(String(error));
  });
}).listen(PORT, '127.0.0.1', () => console.log(`sample server: http://localhost:${PORT}${BASE}/`));
