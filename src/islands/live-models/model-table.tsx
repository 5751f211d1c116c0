/** The models as a table; on a narrow screen each row becomes a card. */
import text from '#content/i18n/en/live-models.json' with { type: 'json' };
import type { LiveModel } from '../../domain/playground-api.ts';
import { promptRequest } from '../../domain/prompt-request.ts';
import { type Protocol, protocols } from '../../domain/protocol.ts';
import type { Rates } from '../../domain/rates.ts';
import { encodeShare } from '../../domain/share-link.ts';
import type { UsageKind } from '../../domain/usage.ts';
import { count, ratePerMillion } from '../charge/amounts.ts';
import { CopyButton } from '../controls/copy-button.tsx';
import { chatProtocols } from '../request/request-body.ts';
import { fill } from '../text/fill.ts';

export type ModelTableProps = { models: LiveModel[] };

export const ModelTable = ({ models }: ModelTableProps) => (
  <table className="lm-table">
    <caption className="ctl-hidden">{text.unit}</caption>
    <thead>
      <tr>
        <th scope="col">{text['col.model']}</th>
        <th scope="col">{text['col.protocols']}</th>
        <th scope="col">{text['col.input']}</th>
        <th scope="col">{text['col.output']}</th>
        <th scope="col">{text['col.cacheRead']}</th>
        <th scope="col">{text['col.cacheWrite']}</th>
        <th scope="col">{text['col.context']}</th>
        <th scope="col">
          <span className="ctl-hidden">{text['col.actions']}</span>
        </th>
      </tr>
    </thead>
    <tbody>
      {models.map((model) => (
        <Row key={model.id} model={model} />
      ))}
    </tbody>
  </table>
);

const Row = ({ model }: { model: LiveModel }) => (
  <tr>
    <th scope="row">
      <code>{model.id}</code>
      {model.testModel && <span className="ctl-tag">{text.test}</span>}
      <span className="lm-description">{model.description}</span>
      {model.coming && (
        <span className="lm-coming">
          {fill(text.coming, {
            date: new Date(model.coming.effectiveAt).toLocaleString(undefined, {
              dateStyle: 'medium',
              timeStyle: 'short',
            }),
            input: ratePerMillion(model.coming.price.input),
            output: ratePerMillion(model.coming.price.output),
          })}
        </span>
      )}
    </th>
    <td data-label={text['col.protocols']}>
      <Protocols of={model.protocols} />
    </td>
    <Price model={model} kind="input" label={text['col.input']} />
    <Price model={model} kind="output" label={text['col.output']} />
    <Price model={model} kind="cacheRead" label={text['col.cacheRead']} />
    <Price model={model} kind="cacheWrite5m" label={text['col.cacheWrite']} />
    <td className="lm-number" data-label={text['col.context']}>
      {model.contextWindow === null ? text.unknown : count(model.contextWindow)}
    </td>
    <td className="lm-actions">
      <CopyButton value={model.id} about={model.id}>
        {text.copy}
      </CopyButton>
      <Try model={model} />
    </td>
  </tr>
);

/** Short names: the table has no room for more, and the long one is the title. */
const shortNames: Record<Protocol, string> = {
  'openai-chat': 'Chat',
  'openai-responses': 'Responses',
  'openai-embeddings': 'Embeddings',
  'anthropic-messages': 'Messages',
};

const Protocols = ({ of }: { of: Protocol[] }) => (
  <span className="lm-protocols">
    {of.map((name) => (
      <abbr key={name} title={protocols[name].label}>
        {shortNames[name]}
      </abbr>
    ))}
  </span>
);

type PriceProps = { model: LiveModel; kind: UsageKind & keyof Rates; label: string };

const Price = ({ model, kind, label }: PriceProps) => {
  const { price, rates, multiplier } = model;
  const told = price !== null && (model.caching || kind === 'input' || kind === 'output');
  return (
    <td
      className="lm-number"
      data-label={label}
      title={
        told && rates && multiplier && multiplier !== '1'
          ? fill(text.multiplier, { price: ratePerMillion(rates[kind]), multiplier })
          : undefined
      }
    >
      {told ? ratePerMillion(price[kind]) : text.unknown}
      {told && kind === 'cacheWrite5m' && price.cacheWrite1h !== price.cacheWrite5m && (
        <span className="lm-hour">
          {fill(text['col.cacheWrite.hour'], { price: ratePerMillion(price.cacheWrite1h) })}
        </span>
      )}
    </td>
  );
};

const Try = ({ model }: { model: LiveModel }) => {
  // Claude is best tried over its own protocol (M1); any other model over the one that most speak.
  const protocol =
    model.protocols.includes('openai-chat') && !model.id.includes('claude')
      ? 'openai-chat'
      : chatProtocols.findLast((name) => model.protocols.includes(name));
  if (model.kind !== 'chat' || !protocol) return null;
  const request = promptRequest({ protocol, model: model.id, prompt: text.prompt });
  return (
    <a
      className="ctl-button"
      data-look="plain"
      data-size="s"
      href={`/playground/#${encodeShare(request)}`}
      aria-label={fill(text['try.label'], { id: model.id })}
    >
      {text.try}
    </a>
  );
};
