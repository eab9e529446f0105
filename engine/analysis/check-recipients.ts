import { isOneAddress } from '../actions/index.ts';
import { isJsonObject, type JsonObject, type Place, type Problem } from '../model/index.ts';

/** `invalid-recipient`: a recipient that is not exactly one address, or a list of them that is left to data. */
export function checkRecipients(params: JsonObject, schema: JsonObject, place: Place): Problem[] {
  return Object.entries(isJsonObject(schema.properties) ? schema.properties : {}).flatMap(
    ([key, property]) => {
      if (!isJsonObject(property) || property['x-pick'] !== 'email' || property.type !== 'array') return [];
      const value = params[key];
      if (typeof value === 'string') {
        const message = 'recipients are a list written in the rule; data may fill one in, never add one';
        return [problem(message, `${place}.${key}`)];
      }
      const allowsMe = JSON.stringify(property).includes('"const":"me"');
      return (Array.isArray(value) ? value : []).flatMap((recipient, index) => {
        if (typeof recipient !== 'string' || recipient.includes('${')) return [];
        if (isOneAddress(recipient) || (recipient === 'me' && allowsMe)) return [];
        return [
          problem(
            `expected exactly one address, got ${JSON.stringify(recipient)}`,
            `${place}.${key}[${index}]`,
          ),
        ];
      });
    },
  );
}

function problem(message: string, at: Place): Problem {
  return { severity: 'error', code: 'invalid-recipient', message, at };
}
