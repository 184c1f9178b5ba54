import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromBase64url } from '../../../base/base64url.ts';
import { enrolmentCode, isAddress } from './enrolment-code.ts';

test('the code holds what the registrar attests, and nothing else', () => {
  const request = {
    person: 'it-duty-a',
    agency: 'it-interior',
    component: 'it-interior.operations',
    roles: ['duty-officer'],
    publicKey: 'A'.repeat(43),
  };
  const code = enrolmentCode({ ...request, secret: 'never' } as typeof request);
  assert.match(code, /^[A-Za-z0-9_-]+$/);
  assert.deepEqual(JSON.parse(fromBase64url(code)?.toString('utf8') ?? ''), request);
});

test('an address is told from a name', () => {
  for (const address of ['127.0.0.1', '10.0.12.7', '[::1]', '[2001:db8::1]']) assert.equal(isAddress(address), true);
  for (const name of ['localhost', 'remit.example', '10.0.12.7.example', '1.2.3']) assert.equal(isAddress(name), false);
});
