// verify-webhook.mjs: the verifier of Standard Webhooks: SECRET, and a delivery as JSON on the standard input
// SPDX-License-Identifier: GPL-3.0-or-later
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { Webhook } = createRequire(`${process.env.JR_CLIENTS}/`)('standardwebhooks');
const { headers, body } = JSON.parse(readFileSync(0, 'utf8'));
try {
  new Webhook(process.argv[2]).verify(body, headers);
} catch (error) {
  console.log(error.message);
  process.exit(1);
}
