// SPDX-License-Identifier: Apache-2.0
import type { ReactNode } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { hostOf, visible } from '../format/text';
import { picture } from '../record/messages';
import styles from './content.module.css';
import { PictureView } from './PictureView';

const PLUGINS = [remarkGfm];

/** Headings of a message stand below those of the page. */
const COMPONENTS: Components = {
  a: ({ href, children }) => <SafeLink href={href ?? ''}>{children}</SafeLink>,
  img: ({ src, alt }) => (
    <PictureView
      picture={picture({ type: 'image', url: typeof src === 'string' ? src : '' })}
      alt={alt ?? ''}
      inline
    />
  ),
  input: ({ checked }) => (
    <span aria-label={checked === true ? 'done' : 'open'}>{checked === true ? '☑' : '☐'} </span>
  ),
  table: ({ children }) => (
    <div className={styles['tableBox']} tabIndex={0} role="group" aria-label="Table">
      <table>{children}</table>
    </div>
  ),
  pre: ({ children }) => <pre tabIndex={0}>{children}</pre>,
  h1: ({ children }) => <h4>{children}</h4>,
  h2: ({ children }) => <h5>{children}</h5>,
  h3: ({ children }) => <h6>{children}</h6>,
  h4: ({ children }) => <h6>{children}</h6>,
  h5: ({ children }) => <h6>{children}</h6>,
};

/**
 * Markdown of a stranger: no HTML, which stays text; no address but http, https and mailto, and each
 * with its host; no picture from elsewhere.
 */
export default function Markdown({ text }: { readonly text: string }) {
  return (
    <div className={styles['prose']} dir="auto">
      <ReactMarkdown remarkPlugins={PLUGINS} components={COMPONENTS} urlTransform={(url) => url}>
        {visible(text)}
      </ReactMarkdown>
    </div>
  );
}

/** Addresses are judged here and not by the library, so that what is withheld is said. */
function SafeLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  const host = hostOf(href);
  const mail = /^mailto:[^?]+$/i.test(href);
  if (host === null && !mail) {
    return (
      <span className={styles['withheldLink']} title={`Not a link: ${href.slice(0, 200)}`}>
        {children}
        <small> (no link)</small>
      </span>
    );
  }
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
      {host !== null && <small> ({host})</small>}
    </a>
  );
}
