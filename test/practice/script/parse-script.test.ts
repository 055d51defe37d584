import { describe, expect, it } from 'vitest';
import { demo } from '../../../src/practice/script/demo.ts';
import { parseScript } from '../../../src/practice/script/parse-script.ts';

describe('a script', () => {
  it('is read step by step, without comments, empty lines and what a transcript adds', () => {
    const steps = parseScript(
      `# comment
in group
as Adele Vance

say set up JIT = now
| Bot:
|   [Approve]
set Bundle IDs = a=b; c
click Approve
expect done
fault POST /assign 503 x2
restart
`,
      'x.txt',
    );
    expect(steps).toMatchObject([
      { step: 'in', place: 'group' },
      { step: 'as', person: 'Adele Vance' },
      { step: 'say', text: 'set up JIT = now' },
      { step: 'set', label: 'Bundle IDs', value: 'a=b; c' },
      { step: 'click', title: 'Approve' },
      { step: 'expect', text: 'done' },
      { step: 'fault', fault: 'POST /assign 503 x2' },
      { step: 'restart' },
    ]);
    expect(steps.map(({ line }) => line)).toEqual([2, 3, 5, 8, 9, 10, 11, 12]);
  });

  it.each([
    ['shout hello', 'x.txt:1: no such step, there are in, as, say'],
    ['in nowhere', 'x.txt:1: no such place, there are personal, group, channel: in nowhere'],
    ['say', 'x.txt:1: "say" needs a text'],
    ['set Name', 'x.txt:1: "set" needs LABEL = VALUE'],
    ['restart now', 'x.txt:1: "restart" takes nothing'],
    ['\n\nclick', 'x.txt:3: "click" needs a button'],
  ])('says what is wrong with %j', (content, message) => {
    expect(() => parseScript(content, 'x.txt')).toThrow(message);
  });

  it('has a demo that can be read and clicks Approve', () => {
    expect(parseScript(demo, 'demo').map(({ source }) => source)).toContain('click Approve');
  });
});
