// SPDX-License-Identifier: Apache-2.0
import { cost, count } from '../../format/number';
import { sumBelow } from '../../record/totals';
import type { TreeNode } from '../../record/tree';
import { Facts, Section } from './Facts';

/** What the steps below a step come to. */
export function Below({ node }: { readonly node: TreeNode }) {
  if (node.children.length === 0) return null;
  const sum = sumBelow(node);
  return (
    <Section title="Below it">
      <Facts
        facts={[
          { name: 'Spans', value: count(node.size) },
          { name: 'Model calls', value: sum.calls === 0 ? undefined : count(sum.calls) },
          { name: 'Tool calls', value: sum.tools === 0 ? undefined : count(sum.tools) },
          { name: 'Failures', value: node.errorsBelow === 0 ? undefined : count(node.errorsBelow) },
          { name: 'Tokens', value: sum.tokens === null ? undefined : count(sum.tokens) },
          { name: 'Cost', value: sum.calls === 0 ? undefined : cost(sum.cost) },
        ]}
      />
    </Section>
  );
}
