/**
 * Tables become blocks on a phone, one for each row (see styles/prose.css). Of three columns and more each cell then
 * says which column it is, which this puts on it while a page is rendered.
 */
import { defineHastPlugin, type HastNode, type HastPluginDefinition } from 'satteri';

type Element = Extract<HastNode, { type: 'element' }>;

/** Of two columns a row reads as a term and what there is to say about it. */
const namedFrom = 3;

/** A heading of nothing would be read out as one. */
const corner: Element = { type: 'element', tagName: 'td', properties: {}, children: [] };

export const tableColumns = (): HastPluginDefinition =>
  defineHastPlugin({
    name: 'table-columns',
    element: {
      filter: ['table'],
      visit(table, context) {
        const [head, ...rows] = elements(table, 'tr');
        const columns = head ? elements(head, 'th').map((cell) => context.textContent(cell)) : [];
        for (const cell of head ? elements(head, 'th') : [])
          if (cell.children.length === 0) context.replaceNode(cell, corner);
        if (columns.length < 2) return;
        const names = columns.length < namedFrom ? [] : columns;
        context.setProperty(table, 'className', ['stacks']);
        for (const row of rows)
          for (const [index, cell] of elements(row, 'td').entries())
            context.setProperty(cell, 'dataColumn', names[index] ?? '');
      },
    },
  });

/** Elements of this name below a node, in order; rows sit inside `thead` and `tbody`. */
const elements = (node: Readonly<Element>, name: string): Element[] =>
  node.children.flatMap((child) => {
    if (child.type !== 'element') return [];
    return child.tagName === name ? [child] : elements(child, name);
  });
