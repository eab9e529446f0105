import Anthropic, { APIConnectionError, APIError } from '@anthropic-ai/sdk';
import { defaultModel, resolveSecret, type Secrets } from '../effects/index.ts';
import { failure, isJsonObject, json, type Pack, type Result, readWith, success } from '../model/index.ts';
import { type Compiled, type CompileOptions, longestSentence, unreadable } from './compiled.ts';
import { judgeAnswer } from './model-answer.ts';
import { answerSchema, describeWorkspace, instructions, toolName } from './model-prompt.ts';

export interface ClaudeSettings {
  /** May be `secret:name`. Without one, the secret `anthropic` is asked for. */
  apiKey?: string | undefined;
  secrets: Secrets;
  /** Default: Anthropic's own. */
  baseUrl?: string | undefined;
  model?: string | undefined;
  /** Default 60 s. */
  timeoutMs?: number | undefined;
}

export interface ProviderError {
  code: 'no-key' | 'provider-failed';
  message: string;
}

/** Has Claude write the rule, and judges the answer. Network, key and refusals are errors; a bad answer is a question. */
export async function compileWithClaude(
  sentence: string,
  options: CompileOptions,
  settings: ClaudeSettings,
): Promise<Result<Compiled, ProviderError>> {
  if (sentence.length > longestSentence || sentence.trim() === '') {
    return success(unreadable(sentence, 'What should happen, and when? One sentence or a few.', 'claude'));
  }
  const packs = options.catalog.packs.filter(
    ({ name }) => options.pack === undefined || name === options.pack,
  );
  const [pack, another] = packs;
  if (!pack || another) {
    const names = packs.map(({ name }) => name).join(', ');
    return success(unreadable(sentence, `Which workspace is this rule for: ${names}?`, 'claude'));
  }
  const key = await resolveSecret(settings.apiKey ?? 'secret:anthropic', settings.secrets);
  if (!key.ok) {
    return failure({
      code: 'no-key',
      message: 'no key for the model: set ANTHROPIC_API_KEY or keep the secret "anthropic"',
    });
  }
  const asked = await askModel(sentence, pack, options, { ...settings, apiKey: key.value });
  return asked.ok ? success(judgeAnswer(asked.value, sentence, pack, options)) : asked;
}

async function askModel(
  sentence: string,
  pack: Pack,
  options: CompileOptions,
  settings: ClaudeSettings & { apiKey: string },
) {
  const client = new Anthropic({
    apiKey: settings.apiKey,
    timeout: settings.timeoutMs ?? 60_000,
    maxRetries: 1,
    logLevel: 'off',
    ...(settings.baseUrl === undefined ? {} : { baseURL: settings.baseUrl }),
  });
  const app = options.app === undefined ? '' : `\nIt is for the app ${JSON.stringify(options.app)}.`;
  try {
    const message = await client.messages.create({
      model: settings.model ?? defaultModel,
      max_tokens: 4_000,
      system: `${instructions}\n\nThe workspace:\n${describeWorkspace(pack)}`,
      tools: [
        {
          name: toolName,
          description: 'Gives the rule, and what stays unclear.',
          input_schema: { ...answerSchema(pack), type: 'object' },
        },
      ],
      tool_choice: { type: 'tool', name: toolName },
      messages: [{ role: 'user', content: `The sentence:\n${JSON.stringify(sentence)}${app}` }],
    });
    const blocks: unknown = message.content;
    const block = (Array.isArray(blocks) ? blocks : []).find(
      (each: unknown) => isJsonObject(each) && each.type === 'tool_use',
    );
    const input = readWith(json, isJsonObject(block) ? block.input : null);
    return success(input.ok ? input.value : null);
  } catch (error) {
    return failure({ code: 'provider-failed' as const, message: wordsOf(error) });
  }
}

function wordsOf(error: unknown): string {
  if (error instanceof APIConnectionError) return 'the model could not be reached';
  if (error instanceof APIError) return `the model answered ${error.status ?? 'with an error'}`;
  return 'the model answered in another way than agreed';
}
