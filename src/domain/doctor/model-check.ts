/** The model id: misspelt, out of the scope of the key's group, or served over another protocol (M3). */
import { nearest } from '../nearest.ts';
import { type Protocol, type ProtocolFamily, protocols } from '../protocol.ts';
import { list, text } from '../protocols/json-value.ts';
import { type Check, fail, pass, skip } from './check.ts';

/** `models`: items of `GET /v1/models` for the key; `elsewhere`: ids that other groups may call. */
export const modelCheck = (
  model: string | null,
  models: Record<string, unknown>[],
  family: ProtocolFamily,
  elsewhere: readonly string[],
): Check => {
  const ids = models.map((each) => text(each.id));
  if (model === null || model.trim() === '') return skip('model', 'No model id was given.');
  if (ids.length === 0) return skip('model', 'The list of models could not be read.');
  const found = models.find((each) => each.id === model);
  if (!found) return unknownModel(model, ids, elsewhere);
  const served = list(found.protocols).filter(
    (each): each is Protocol => typeof each === 'string' && Object.hasOwn(protocols, each),
  );
  if (served.length > 0 && !served.some((each) => protocols[each].family === family))
    return fail(
      'model',
      `It exists, but is served only over ${served.map((each) => protocols[each].label).join(' and ')}.`,
      'Set the tool to that protocol, or choose another model.',
      '/protocols/',
    );
  return pass('model', 'It exists, in the scope of this key.');
};

const unknownModel = (model: string, ids: string[], elsewhere: readonly string[]): Check => {
  const docs = '/troubleshooting/#a-listed-model-answers-404';
  const plain = model.trim();
  if (ids.includes(plain))
    return fail('model', `There is a space around the id "${plain}".`, 'Take it out.', docs);
  if (elsewhere.includes(plain))
    return fail(
      'model',
      `The id "${plain}" is right, but the group of this key may not call the model.`,
      'Use a key of a group that has it in its scope; the console shows the models of each group.',
      docs,
    );
  const near = nearest(ids, plain);
  return fail(
    'model',
    `No model in the scope of this key has the id "${plain.slice(0, 100)}".`,
    near.length > 0
      ? `Did you mean ${near.join(' or ')}?`
      : 'Take an id from the Models page, opened with this key.',
    docs,
  );
};

/** Whether a listed model says that it is served over a protocol; one that says nothing may be. */
export const speaks = (
  models: Record<string, unknown>[],
  model: string,
  protocol: Protocol,
): boolean => {
  const told = list(models.find((each) => each.id === model)?.protocols);
  return told.length === 0 || told.includes(protocol);
};
