// SPDX-License-Identifier: Apache-2.0
// Draws every screen and state in both themes with an installed Chromium, and asks axe about each.
// Needs the built page. Pictures go to target/look. Fails on a violation or a console error.
//   node dev/look.mjs [only-names-containing]
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import { id16, id32 } from './sample/record.mjs';

const PORT = 4399;
const KEYED = 4398;
const OUT = new URL('../target/look/', import.meta.url).pathname;
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const only = process.argv[2] ?? '';
mkdirSync(OUT, { recursive: true });

const t = (name) => `/p/default/t/${id32(name)}`;
const span = (key, n, name) => id16(`${key}/${n}/${name}`);
const press =
  (...keys) =>
  async (page) => {
    for (const key of keys) await page.keyboard.press(key);
  };

/** Name, path, and what is done before the picture. */
const STATES = [
  ['traces', '/p/default/traces'],
  ['traces-selected', '/p/default/traces', press('j', 'j', 'j')],
  ['traces-empty', '/p/empty/traces'],
  ['traces-refused', '/p/default/traces?q=colour:red'],
  ['traces-nomatch', '/p/default/traces?q=zebra'],
  ['traces-broken', '/p/broken/traces'],
  ['traces-loading', '/p/slow/traces'],
  [
    'traces-menu',
    '/p/default/traces',
    (page) => page.getByRole('button', { name: /^Project/ }).click(),
  ],
  ['keys', '/p/default/traces', press('?')],
  ['trace', t('late-parcel-1')],
  ['trace-gen', `${t('late-parcel-1')}?e=${span('late-parcel-1', 7, 'chat gpt-4.1-mini')}`],
  ['trace-error', `${t('late-parcel-1')}?e=${span('late-parcel-1', 6, 'track_parcel')}`],
  ['trace-attributes', `${t('hostile')}?e=${span('hostile', 1, 'chat <model>')}&tab=attributes`],
  ['trace-raw', `${t('late-parcel-1')}?e=${span('late-parcel-1', 4, 'lookup_order')}&tab=raw`],
  ['trace-feedback', `${t('refund-1')}?tab=feedback`],
  [
    'trace-tokens',
    `${t('coding-agent')}?ruler=tokens&e=${span('coding-agent', 25, 'chat claude-sonnet-4')}`,
  ],
  ['trace-steps', `${t('coding-agent')}?ruler=steps&full=1`],
  ['trace-hostile', t('hostile')],
  [
    'trace-markdown',
    t('hostile'),
    (page) => page.getByRole('button', { name: 'Plain' }).first().click({ force: true }),
  ],
  [
    'trace-open',
    `${t('refund-1')}?e=${span('refund-1', 5, 'chat o4-mini')}&open=${span('refund-1', 5, 'chat o4-mini')}`,
  ],
  [
    'trace-reasoning',
    t('refund-1'),
    (page) => page.getByRole('button', { name: /^Reasoning/ }).click(),
  ],
  ['trace-fold', `${t('late-parcel-1')}?fold=${span('late-parcel-1', 0, 'support_agent')}`],
  ['trace-failed', t('failed')],
  ['trace-running', t('running')],
  ['trace-stray', t('stray')],
  ['trace-missing', `/p/default/t/${'0'.repeat(32)}`],
  ['trace-loading', `/p/slow/t/${'0'.repeat(32)}`],
  ['trace-no-inspector', `${t('refund-1')}?hide=inspector`],
  ['trace-copy', t('refund-1'), press('Y')],
  ['conversation', '/p/default/s/conv-late-parcel'],
  [
    'conversation-turn2',
    `/p/default/s/conv-late-parcel?e=${span('late-parcel-2', 2, 'policy_search')}`,
  ],
  ['not-found', '/p/default/nowhere'],
  ['login', '/login', null, KEYED],
  ['login-wrong', '/p/default/traces', wrongKey, KEYED],
];
const NARROW = ['traces', 'trace', 'conversation', 'traces-empty', 'login'];

async function wrongKey(page) {
  await page.getByLabel('Read key').fill('sk-steno-wrong');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByText('not known here').waitFor();
}

function serve(port, env) {
  const server = spawn(process.execPath, [new URL('server.mjs', import.meta.url).pathname], {
    env: { ...process.env, PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return new Promise((ready) => server.stdout.once('data', () => ready(server)));
}

const servers = [await serve(PORT, {}), await serve(KEYED, { STENO_SAMPLE_KEY: 'sk-steno-right' })];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
let failures = 0;

async function look(name, path, act, port, theme, size) {
  const context = await browser.newContext({
    viewport: size,
    colorScheme: theme,
    bypassCSP: false,
  });
  const page = await context.newPage();
  const complaints = [];
  const expected = /status of (400|401|404|500)/;
  page.on('console', (message) => {
    if (message.type() === 'error' && !expected.test(message.text()))
      complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => {
    const { hostname, protocol } = new URL(request.url());
    if (protocol !== 'data:' && hostname !== 'localhost') complaints.push(`asked ${request.url()}`);
  });
  await page.goto(`http://localhost:${port}${path}`);
  await page.waitForTimeout(700);
  await act?.(page);
  await page.waitForTimeout(250);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) complaints.push(`the page is ${wide} px too wide`);
  if (await page.evaluate(() => window.pwned !== undefined)) complaints.push('hostile content ran');
  await page.screenshot({ path: `${OUT}${name}-${theme}.png` });
  // axe is injected by the debugger, which the page's policy does not bind.
  await page.evaluate(AXE);
  const found = await page.evaluate(
    (tags) => window.axe.run({ runOnly: { type: 'tag', values: tags } }),
    RULES,
  );
  for (const violation of found.violations) {
    const where = violation.nodes
      .slice(0, 3)
      .map((node) => `${node.target} ${node.any[0]?.message ?? ''}`);
    complaints.push(`${violation.id}: ${violation.help}\n      ${where.join('\n      ')}`);
  }
  failures += complaints.length;
  console.log(`${complaints.length === 0 ? 'ok  ' : 'BAD '} ${name} ${theme}`);
  for (const complaint of complaints) console.log(`    ${complaint}`);
  await context.close();
}

try {
  for (const [name, path, act, port = PORT] of STATES) {
    if (!name.includes(only)) continue;
    for (const theme of ['light', 'dark']) {
      await look(name, path, act, port, theme, { width: 1440, height: 900 });
      if (NARROW.includes(name)) {
        await look(`${name}-narrow`, path, act, port, theme, { width: 320, height: 720 });
      }
    }
  }
} finally {
  await browser.close();
  for (const server of servers) server.kill();
}
process.exit(failures === 0 ? 0 : 1);
