// SPDX-License-Identifier: Apache-2.0
import { bytes } from '../format/number';
import type { Picture } from '../record/messages';
import styles from './content.module.css';

interface PictureViewProps {
  readonly picture: Picture;
  readonly alt: string;
  readonly inline?: boolean;
}

/** A small picture where it came with the trace; otherwise what is not shown, and why. */
export function PictureView({ picture, alt, inline = false }: PictureViewProps) {
  if (picture.kind === 'raster') {
    return (
      <span className={styles['picture']} data-inline={inline}>
        <img src={picture.url} alt={alt === '' ? 'Image of the message' : alt} />
        {picture.bytes !== null && <small>{bytes(picture.bytes)}</small>}
      </span>
    );
  }
  return (
    <span className={styles['placeholder']}>
      {picture.kind === 'remote' ? (
        <>
          Image at <b>{picture.host}</b> not loaded
        </>
      ) : (
        <>Image not shown: {picture.reason}</>
      )}
      {alt !== '' && <> · “{alt}”</>}
    </span>
  );
}
