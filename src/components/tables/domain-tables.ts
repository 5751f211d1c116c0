/** The tables that the gateway's own rules are printed from. */
import { gatewayErrors } from '../../domain/errors.ts';
import { outcomeNames, outcomes } from '../../domain/outcome.ts';
import { sandboxModels } from '../../domain/sandbox-models.ts';
import type { Table, Translate } from './table.ts';

export const outcomeTable = (t: Translate): Table => ({
  columns: [t('table.outcome'), t('table.when'), t('table.charge')],
  rows: outcomeNames.map((name) => {
    const { when, charge } = outcomes[name];
    return [{ text: name, code: true }, { text: when }, { text: charge }];
  }),
});

export const errorTable = (t: Translate): Table => ({
  columns: [
    t('table.status'),
    t('table.openai'),
    t('table.anthropic'),
    t('table.message'),
    t('table.fix'),
  ],
  rows: Object.values(gatewayErrors)
    .toSorted((a, b) => a.status - b.status)
    .map(({ status, openai, anthropic, message, fix, docs }) => [
      { text: String(status), href: docs },
      { text: openai.code, code: true },
      { text: anthropic.type, code: true },
      { text: message },
      { text: fix },
    ]),
});

export const testModelTable = (t: Translate): Table => ({
  columns: [t('table.model'), t('table.does'), t('table.outcome'), t('table.costs')],
  rows: sandboxModels.map(({ id, description, outcome, cost }) => [
    { text: id, code: true },
    { text: description },
    { text: outcome, code: true },
    { text: cost },
  ]),
});
