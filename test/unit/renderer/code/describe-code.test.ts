import { describe, expect, it } from 'vitest';
import { describeCode } from '../../../../renderer/code/describe-code.ts';
import { writing } from './writing.ts';

function hover(part: string, replacement: string) {
  const { context, offset, text } = writing(part, replacement);
  const found = describeCode(context, offset);
  return found && { text: found.text, marked: text.slice(found.span.from, found.span.to) };
}

describe('hovers', () => {
  it('describe the field of a path with type and sample', () => {
    const found = hover('"payload.session.channel"', '"payload.sess|ion.channel"');
    expect(found?.marked).toBe('"payload.session.channel"');
    expect(found?.text).toContain('text');
    expect(found?.text).toContain('For example `"whatsapp"`');
  });

  it('say operators in words', () => {
    expect(hover('"eq"', '"g|te"')?.text).toBe('**gte** · is at least');
  });

  it('describe action types, event types and people by what they are called', () => {
    expect(hover('"escalate_to_human"', '"escalate|_to_human"')?.text).toMatch(
      /^\*\*.+\*\* · `"escalate_to_human"`\n\n.+/,
    );
    expect(hover('"session.opened"', '"session|.opened"')?.text).toMatch(
      /^\*\*.+\*\* · `"session.opened"`\n\n.+/,
    );
    expect(hover('"team": "fraud"', '"team": "fr|aud"')?.text).toContain('Fraud');
  });

  it('describe only the variable under the cursor', () => {
    const found = hover('"About "', '"About ${event.payload.ses|sion.id} and ${automation.name}"');
    expect(found?.marked).toBe('${event.payload.session.id}');
    expect(found?.text).toContain('From session.opened');
  });

  it('say what a key is for and what holds when it is left out', () => {
    expect(hover('"order"', '"or|der"')?.text).toMatch(/ascending order.*If left out: `100`$/s);
    expect(hover('"reason"', '"rea|son"')?.marked).toBe('"reason"');
  });

  it('say nothing about what is not known', () => {
    expect(hover('"payload.session.channel"', '"payload.no|where"')).toBeNull();
    expect(hover('"Fraud on Cards"', '"Fraud| on Cards"')).toBeNull();
  });
});
