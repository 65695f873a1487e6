// follow-stream.mjs: an EventSource on the hub's stream, whose first line ends behind its first event: URL SECRET COUNT
// SPDX-License-Identifier: GPL-3.0-or-later
import { createRequire } from 'node:module';

const { EventSource } = createRequire(`${process.env.JR_CLIENTS}/`)('eventsource');
const [url, secret, count] = process.argv.slice(2);
const lines = []; // the header Last-Event-ID of each
const ids = [];

// Ends as a line that breaks between two events would.
function cut(body) {
  const decoder = new TextDecoder();
  let seen = '';
  return body.pipeThrough(new TransformStream({
    transform(chunk, controller) {
      seen += decoder.decode(chunk, { stream: true });
      const first = seen.indexOf('event: case');
      const end = first < 0 ? -1 : seen.indexOf('\n\n', first);
      if (end < 0)
        return;
      controller.enqueue(new TextEncoder().encode(seen.slice(0, end + 2)));
      controller.terminate();
    },
  }));
}

const source = new EventSource(url, {
  fetch: async (address, options) => {
    lines.push(options.headers['Last-Event-ID'] ?? null);
    const reply = await fetch(address, { ...options, headers: { ...options.headers, Authorization: `Bearer ${secret}` } });
    return lines.length > 1 ? reply : new Response(cut(reply.body), { status: reply.status, headers: reply.headers });
  },
});
source.addEventListener('case', (event) => {
  ids.push(event.lastEventId);
  if (JSON.parse(event.data).cursor !== event.lastEventId)
    process.exit(1);
  if (ids.length === Number(count)) {
    source.close();
    console.log(JSON.stringify({ lines, ids }));
    process.exit(0);
  }
});
