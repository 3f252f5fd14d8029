// SPDX-License-Identifier: Apache-2.0
import { apiUrl } from './fetch';
import { traceSummary } from './normal';
import type { TraceSummary } from './types';

export type TailState = 'connecting' | 'live' | 'lost';

export interface TailListener {
  readonly onTrace: (trace: TraceSummary) => void;
  readonly onState: (state: TailState) => void;
}

/** Follows `GET /tail`. The browser reconnects by itself. Returns the function that ends it. */
export function openTail(project: string, q: string, listener: TailListener): () => void {
  const source = new EventSource(apiUrl('/tail', { project, q }));
  listener.onState('connecting');
  source.addEventListener('open', () => listener.onState('live'));
  source.addEventListener('error', () => listener.onState('lost'));
  source.addEventListener('trace', (event: MessageEvent<string>) => {
    try {
      listener.onTrace(traceSummary(JSON.parse(event.data)));
    } catch {
      // One unreadable line must not end the stream; the list is asked again on reload anyway.
    }
  });
  return () => source.close();
}
