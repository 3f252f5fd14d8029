// SPDX-License-Identifier: Apache-2.0
// Installs what the lock file names, unless that was done since it last changed.
import { execSync } from 'node:child_process';
import { statSync } from 'node:fs';

const changed = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;

// npm writes the second file last, so an installation that was cut short is done again.
if (changed('package-lock.json') > changed('node_modules/.package-lock.json')) {
  execSync('npm ci --no-audit --no-fund --prefer-offline', { stdio: 'inherit' });
}
