// SPDX-License-Identifier: Apache-2.0
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Problem } from '../../api/fetch';
import { sendFeedback } from '../../api/queries';
import type { NewFeedback } from '../../api/types';
import { announce } from '../../parts/Announcer';
import { Button } from '../../parts/Button';
import { Icon, type IconName } from '../../parts/Icon';
import type { TreeNode } from '../../record/tree';
import { useView } from '../view';
import styles from './inspector.module.css';

type Tag = NonNullable<NewFeedback['tag']>;

const TAGS: readonly { tag: Tag; label: string; icon: IconName }[] = [
  { tag: 'POSITIVE', label: 'Good', icon: 'up' },
  { tag: 'NEUTRAL', label: 'Neutral', icon: 'minus' },
  { tag: 'NEGATIVE', label: 'Bad', icon: 'thumbDown' },
];

/** Says something about the selected step. Sent twice by accident, it counts once. */
export function FeedbackForm({ node }: { readonly node: TreeNode }) {
  const { project, refresh } = useView();
  const [tag, setTag] = useState<Tag | null>(null);
  const [comment, setComment] = useState('');
  const [key, setKey] = useState(newKey);
  const commentId = useId();
  const send = useMutation({
    mutationFn: () => sendFeedback(project, bodyOf(node, tag, comment, key)),
    onSuccess: () => {
      setTag(null);
      setComment('');
      setKey(newKey());
      announce('Feedback kept');
      refresh();
    },
  });
  const problem = send.error === null ? null : Problem.of(send.error);
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <div role="group" aria-label="Judgement" className={styles['choices']}>
        {TAGS.map((choice) => (
          <button
            key={choice.tag}
            type="button"
            aria-pressed={tag === choice.tag}
            onClick={() => setTag(tag === choice.tag ? null : choice.tag)}
          >
            <Icon name={choice.icon} />
            {choice.label}
          </button>
        ))}
      </div>
      <label htmlFor={commentId}>Comment on this {node.span === null ? 'trace' : 'step'}</label>
      <textarea
        id={commentId}
        rows={3}
        value={comment}
        onChange={(event) => setComment(event.target.value)}
      />
      {problem !== null && (
        <p role="alert" className={styles['problem']}>
          {problem.detail || problem.title}
        </p>
      )}
      <Button
        type="submit"
        tone="strong"
        disabled={send.isPending || (tag === null && comment.trim() === '')}
      >
        {send.isPending ? 'Sending…' : 'Give feedback'}
      </Button>
    </form>
  );
}

function bodyOf(node: TreeNode, tag: Tag | null, comment: string, key: string): NewFeedback {
  return {
    trace_id: node.trace.trace_id,
    ...(node.span === null ? {} : { span_id: node.span.span_id }),
    ...(tag === null ? {} : { tag }),
    ...(comment.trim() === '' ? {} : { comment: comment.trim() }),
    idempotency_key: key,
  };
}

/** Not `randomUUID`, which browsers withhold where the page is not served by TLS or loopback. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
