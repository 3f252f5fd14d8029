// SPDX-License-Identifier: Apache-2.0
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { IconButton } from '../parts/Button';
import { useKeyLayers } from './keymap';
import { prefer, usePreferences } from './preferences';
import styles from './shell.module.css';

const NAMES: Readonly<Record<string, string>> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

/** Every key that does something on the screen at the moment. */
export function KeyHelp({
  open,
  onClose,
}: {
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const layers = useKeyLayers();
  const { letters } = usePreferences();
  return (
    <ModalOverlay
      className={styles['veil'] ?? ''}
      isOpen={open}
      onOpenChange={(next) => !next && onClose()}
      isDismissable
    >
      <Modal className={styles['dialog'] ?? ''}>
        <Dialog>
          <header>
            <Heading slot="title">Keyboard</Heading>
            <IconButton icon="close" label="Close" hint="Esc" onPress={onClose} />
          </header>
          <div className={styles['columns']}>
            {layers.map((layer) => (
              <section key={layer.title}>
                <h3>{layer.title}</h3>
                <dl>
                  {layer.bindings.map((binding) => (
                    <div key={binding.label}>
                      <dt>{binding.label}</dt>
                      <dd>
                        {binding.keys.map((key) => (
                          <Keys key={key} chord={key} />
                        ))}
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
          <label className={styles['letters']}>
            <input
              type="checkbox"
              checked={letters}
              onChange={(event) => prefer({ letters: event.target.checked })}
            />
            Single letters are shortcuts
          </label>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Keys({ chord }: { readonly chord: string }) {
  return chord.split(' ').map((key) => (
    <kbd key={key} className={styles['key']}>
      {NAMES[key] ?? key}
    </kbd>
  ));
}
