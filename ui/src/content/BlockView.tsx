// SPDX-License-Identifier: Apache-2.0
import { useContext } from 'react';
import type { Block, Json } from '../api/types';
import { bytes } from '../format/number';
import { picture } from '../record/messages';
import styles from './content.module.css';
import { BlobContext } from './blobs';
import { JsonView } from './JsonView';
import { PictureView } from './PictureView';
import { Prose } from './Prose';
import { Value } from './Value';

interface BlockViewProps {
  readonly name: string;
  readonly block: Block;
  readonly plain: boolean;
  /** Results of tools are data first: text that is JSON is shown as JSON. */
  readonly data?: boolean;
}

/** One content block of a message. A type that is not known is shown as it came. */
export function BlockView({ name, block, plain, data = false }: BlockViewProps) {
  const blobAddress = useContext(BlobContext);
  if (block.type === 'text') {
    const text = block.text ?? '';
    if (data) return <Value name={name} value={text} />;
    return <Prose name={name} text={text} plain={plain} />;
  }
  if (block.type === 'json') return <Value name={name} value={block.json ?? null} />;
  if (block.type === 'image') return <PictureView picture={picture(block, blobAddress)} alt="" />;
  if (block.type === 'audio' || block.type === 'video' || block.type === 'file') {
    return <span className={styles['placeholder']}>{medium(block)}</span>;
  }
  return <JsonView name={name} value={block as unknown as Json} label={block.type} />;
}

function medium(block: Block): string {
  const type = block.media_type ?? block.blob?.media_type;
  const length =
    block.blob?.size ?? (block.data === undefined ? undefined : (block.data.length * 3) / 4);
  return [
    block.type,
    type,
    length === undefined ? undefined : bytes(Math.round(length)),
    block.file_id,
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
}
