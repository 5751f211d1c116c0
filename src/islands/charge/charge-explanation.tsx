/** Why a request cost what it did: summary, the row of the outcome table that applied, the lines, the advice. */
import text from '#content/i18n/en/charge.json' with { type: 'json' };
import type { OutcomeRule } from '../../domain/outcome.ts';
import type { Explanation } from '../../domain/playground-api.ts';
import { ChargeLines } from './charge-lines.tsx';
import './charge.css';

export type ChargeExplanationProps = {
  explanation: Explanation;
  /** The page says what to do already, beside the error. */
  adviceGiven?: boolean;
};

export const ChargeExplanation = ({ explanation, adviceGiven = false }: ChargeExplanationProps) => {
  const { request, rule, summary, advice } = explanation;
  return (
    <div className="charge">
      <div className="charge-bill">
        <ChargeLines charge={request.charge} />
      </div>
      <div className="charge-why">
        <p>{summary}</p>
        {advice && !adviceGiven && <p className="charge-advice">{advice}</p>}
        {rule && <Rule rule={rule} />}
      </div>
    </div>
  );
};

/** The row of the one table of outcomes. */
export const Rule = ({ rule }: { rule: OutcomeRule }) => (
  <dl className="charge-rule">
    <div>
      <dt>{text.rule}</dt>
      <dd>
        <code>{rule.outcome}</code>{' '}
        <a className="ctl-link" href={rule.docs}>
          {text.ruleLink}
        </a>
      </dd>
    </div>
    <div>
      <dt>{text.ruleWhen}</dt>
      <dd>{rule.when}</dd>
    </div>
    <div>
      <dt>{text.ruleCharge}</dt>
      <dd>{rule.charge}</dd>
    </div>
  </dl>
);
