// SPDX-License-Identifier: Apache-2.0
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { logOut, projectsQuery, queries, sessionQuery } from '../api/queries';
import { zoneName } from '../format/time';
import { IconButton } from '../parts/Button';
import { Icon } from '../parts/Icon';
import { Menu } from '../parts/Menu';
import { KeyHelp } from './KeyHelp';
import { useKeys } from './keymap';
import { prefer, usePreferences, type Preferences } from './preferences';
import styles from './shell.module.css';

const THEMES = [
  { id: 'auto', label: 'Like the system' },
  { id: 'light', label: 'Light' },
  { id: 'dark', label: 'Dark' },
] as const;

interface ShellProps {
  readonly project: string;
  /** Where one is within the project, after “Traces”. */
  readonly place?: ReactNode;
  readonly children: ReactNode;
}

/** The bar on top, with the project and the preferences, and the screen below it. */
export function Shell({ project, place, children }: ShellProps) {
  const [help, setHelp] = useState(false);
  const { zone, wrap } = usePreferences();
  const navigate = useNavigate();
  const toTraces = () => void navigate({ to: '/p/$project/traces', params: { project } });
  const otherZone = () => prefer({ zone: zone === 'UTC' ? 'local' : 'UTC' });
  useKeys('Everywhere', [
    { keys: ['?'], label: 'Show the keys', run: () => setHelp(true) },
    { keys: ['g t'], label: 'Go to the traces', run: toTraces },
    { keys: ['t'], label: 'Local time or UTC', run: otherZone },
    { keys: ['w'], label: 'Wrap long lines', run: () => prefer({ wrap: !wrap }) },
  ]);
  return (
    <div className={styles['shell']}>
      <header className={styles['bar']}>
        <Link
          to="/p/$project/traces"
          params={{ project }}
          className={styles['mark']}
          aria-label="Steno"
        >
          <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d="M2.5 4.5c2-2.5 4-2.5 4 0s-3 3-3 5.5 3 3 5 .5 3-6 5-5.5M10.5 12.5h3" />
          </svg>
          <span>Steno</span>
        </Link>
        <span className={styles['slash']}>/</span>
        <ProjectMenu project={project} />
        <span className={styles['slash']}>/</span>
        <nav className={styles['place']} aria-label="Screens">
          <Link
            to="/p/$project/traces"
            params={{ project }}
            {...(place === undefined ? { 'aria-current': 'page' as const } : {})}
          >
            Traces
          </Link>
          {place}
        </nav>
        <span className={styles['room']} />
        <button
          type="button"
          className={styles['zone']}
          title={`Times are shown in ${zoneName(zone)}. Press t to change.`}
          onClick={otherZone}
        >
          {zoneName(zone)}
        </button>
        <ThemeMenu />
        <IconButton icon="help" label="Keyboard" hint="?" onPress={() => setHelp(true)} />
        <LogOut />
      </header>
      <main className={styles['main']}>{children}</main>
      <KeyHelp open={help} onClose={() => setHelp(false)} />
    </div>
  );
}

function ProjectMenu({ project }: { readonly project: string }) {
  const navigate = useNavigate();
  const session = useQuery(sessionQuery).data;
  // A key reads its own project and no other.
  const bound = session?.login_required === true && session.project !== undefined;
  const listed = useQuery({ ...projectsQuery, enabled: !bound }).data ?? [];
  const names = [...new Set([project, ...(bound ? [] : listed)])].sort();
  return (
    <Menu
      label={`Project ${project}`}
      choices={names.map((name) => ({ id: name, label: name }))}
      chosen={project}
      onChoose={(name) => void navigate({ to: '/p/$project/traces', params: { project: name } })}
    >
      {project}
    </Menu>
  );
}

function ThemeMenu() {
  const { theme } = usePreferences();
  const icon = theme === 'dark' ? 'moon' : theme === 'light' ? 'sun' : 'auto';
  return (
    <Menu
      compact
      label="Theme"
      choices={THEMES}
      chosen={theme}
      onChoose={(id) => prefer({ theme: id as Preferences['theme'] })}
    >
      <Icon name={icon} />
    </Menu>
  );
}

function LogOut() {
  const navigate = useNavigate();
  const session = useQuery(sessionQuery).data;
  if (session?.login_required !== true || !session.authenticated) return null;
  const leave = async () => {
    await logOut();
    queries.clear();
    await navigate({ to: '/login' });
  };
  return (
    <button type="button" className={styles['zone']} onClick={() => void leave()}>
      Log out
    </button>
  );
}
