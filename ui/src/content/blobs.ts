// SPDX-License-Identifier: Apache-2.0
import { createContext } from 'react';
import type { BlobAddress } from '../record/messages';

/** How binary content of the trace at hand is fetched; undefined where none can be. */
export const BlobContext = createContext<BlobAddress | undefined>(undefined);
