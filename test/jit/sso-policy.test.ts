import type {
  IosAzureAdSingleSignOnExtension,
  IosDeviceFeaturesConfiguration,
  KeyIntegerValuePair,
  KeyStringValuePair,
} from '@microsoft/microsoft-graph-types-beta';
import fc from 'fast-check';
import { expect, expectTypeOf, test } from 'vitest';
import { buildPolicyBody, readStamp, stampLine, type PolicyBody } from '../../src/jit/sso-policy.ts';

const changeId = '01JH-change';
const body = buildPolicyBody({
  displayName: 'iOS - JIT registration - Sales',
  description: 'For Sales.',
  bundleIds: ['com.salesforce.chatter', 'com.box.BoxNet'],
  stamp: stampLine(changeId),
});

test('the body is right to the byte', () => {
  expect(JSON.stringify(body)).toBe(
    '{"@odata.type":"#microsoft.graph.iosDeviceFeaturesConfiguration",' +
      '"displayName":"iOS - JIT registration - Sales","description":"For Sales.\\n[jit-bot 01JH-change]","roleScopeTagIds":["0"],' +
      '"iosSingleSignOnExtension":{"@odata.type":"#microsoft.graph.iosAzureAdSingleSignOnExtension","enableSharedDeviceMode":false,' +
      '"bundleIdAccessControlList":["com.salesforce.chatter","com.box.BoxNet"],"configurations":[' +
      '{"@odata.type":"#microsoft.graph.keyStringValuePair","key":"device_registration","value":"{{DEVICEREGISTRATION}}"},' +
      '{"@odata.type":"#microsoft.graph.keyIntegerValuePair","key":"browser_sso_interaction_enabled","value":1}]}}',
  );
});

/** properties of ours that Microsoft's type does not have */
type Unknown<Ours, Theirs> = Ours extends unknown ? Exclude<keyof Ours, keyof Theirs | '@odata.type'> : never;
type Extension = PolicyBody['iosSingleSignOnExtension'];

test("the body has Microsoft's own shape", () => {
  expectTypeOf<PolicyBody>().toExtend<IosDeviceFeaturesConfiguration>();
  expectTypeOf<Unknown<PolicyBody, IosDeviceFeaturesConfiguration>>().toEqualTypeOf<never>();
  expectTypeOf<Extension>().toExtend<IosAzureAdSingleSignOnExtension>();
  expectTypeOf<Unknown<Extension, IosAzureAdSingleSignOnExtension>>().toEqualTypeOf<never>();
  const [registration, browser] = body.iosSingleSignOnExtension.configurations;
  expect(registration).toEqual({
    '@odata.type': '#microsoft.graph.keyStringValuePair',
    key: 'device_registration',
    value: '{{DEVICEREGISTRATION}}',
  } satisfies KeyStringValuePair & { '@odata.type': string });
  expect(browser).toEqual({
    '@odata.type': '#microsoft.graph.keyIntegerValuePair',
    key: 'browser_sso_interaction_enabled',
    value: 1,
  } satisfies KeyIntegerValuePair & { '@odata.type': string });
});

test('blanks around name and description do not reach the wire', () => {
  const padded = buildPolicyBody({
    displayName: '\u00A0JIT\u200B ',
    description: ' \n',
    bundleIds: [],
    stamp: stampLine('x'),
  });
  expect(padded).toMatchObject({ displayName: 'JIT', description: '[jit-bot x]' });
});

test('the stamp is read from whatever description it was put into', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.uuid(), (description, id) => {
      const made = buildPolicyBody({ displayName: 'n', description, bundleIds: [], stamp: stampLine(id) });
      expect(readStamp(made.description)).toBe(id);
      expect(made.description.split('\n').at(-1)).toBe(`[jit-bot ${id}]`);
      expect(readStamp(made.description.replaceAll('\n', '\r\n'))).toBe(id);
    }),
  );
});

test.each([
  null,
  undefined,
  '',
  '[jit-bot]',
  '[jit-bot a b]',
  '[jit-bot x]\nmore',
  'see [jit-bot x]',
  '[jit-bot x] '.repeat(2),
])('no stamp in %j', (description) => {
  expect(readStamp(description)).toBeUndefined();
});
