/** Protocol and model, out of what the gateway speaks and serves now. */
import { useStore } from '@nanostores/react';
import { useEffect } from 'react';
import text from '#content/i18n/en/playground.json' with { type: 'json' };
import type { LiveModel } from '../../domain/playground-api.ts';
import { type ChatProtocol, protocols } from '../../domain/protocol.ts';
import { Field } from '../controls/field.tsx';
import { assumedModels } from '../gateway/assumed-models.ts';
import { $capabilities } from '../gateway/capabilities.ts';
import { $models, needsKey } from '../gateway/models.ts';
import { chatProtocols, readFields, withField } from '../request/request-body.ts';
import { fill } from '../text/fill.ts';
import { firstRequest } from './example-requests.ts';
import { $request, setProtocol, setRequest } from './request-store.ts';

export const ProtocolPicker = () => {
  const { protocol } = useStore($request, { ssr: 'initial' });
  const capabilities = useStore($capabilities, { ssr: 'initial' });
  const spoken =
    capabilities.state === 'ready'
      ? chatProtocols.filter((name) => capabilities.value.protocols.includes(name))
      : chatProtocols;
  const offered = spoken.includes(protocol) ? spoken : [...spoken, protocol];
  return (
    <Field label={text.protocol}>
      {(field) => (
        <select
          {...field}
          className="ctl-input"
          value={protocol}
          onChange={(event) => setProtocol(event.target.value as ChatProtocol)}
        >
          {offered.map((name) => (
            <option key={name} value={name}>
              {protocols[name].label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
};

export const ModelPicker = () => {
  const request = useStore($request, { ssr: 'initial' });
  const models = useStore($models, { ssr: 'initial' });
  const fields = readFields(request);
  const choices = useChoices(request.protocol);
  const model = fields?.model ?? '';
  const listed = choices.some(({ id }) => id === model);
  const groups = [
    { label: text['model.live'], of: choices.filter(({ testModel }) => !testModel) },
    { label: text['model.test'], of: choices.filter(({ testModel }) => testModel) },
  ].filter(({ of }) => of.length > 0);

  // A gateway without the sandbox's models: begin with one that it serves.
  const first = choices[0]?.id;
  useEffect(() => {
    if (models.state === 'ready' && !listed && first && request === firstRequest)
      setRequest(withField(request, 'model', first));
  }, [models, listed, first, request]);

  return (
    <Field
      label={text.model}
      hint={models.state === 'failed' && text[needsKey(models) ? 'model.needsKey' : 'model.failed']}
    >
      {(field) => (
        <select
          {...field}
          className="ctl-input pg-model"
          value={model}
          disabled={!fields}
          onChange={(event) => setRequest(withField(request, 'model', event.target.value))}
        >
          {!listed && (
            <option value={model}>
              {model && models.state === 'ready'
                ? fill(text['model.unlisted'], { id: model })
                : model}
            </option>
          )}
          {groups.map(({ label, of }) => (
            <optgroup key={label} label={label}>
              {of.map(({ id }) => (
                <option key={id}>{id}</option>
              ))}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  );
};

/** Models that speak the protocol. */
const useChoices = (protocol: ChatProtocol): LiveModel[] => {
  const models = useStore($models, { ssr: 'initial' });
  const capabilities = useStore($capabilities, { ssr: 'initial' });
  const all = models.state === 'ready' ? models.value.data : assumedModels(models, capabilities);
  return all.filter(({ kind, protocols: spoken }) => kind === 'chat' && spoken.includes(protocol));
};
