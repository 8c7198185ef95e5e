// A large file goes in chunks, each with its digest. What has arrived is asked first, so that it goes on after a break or a reload.
import { Sha256 } from './sha256';

const most = 2 ** 30;
const pauses = [1000, 2000, 5000, 10000, 30000];

interface Begun { name: string; size: number; chunkBytes: number; chunks: number; here: { number: number; sha256: string }[]; whole: boolean }
interface Refusal { title?: string; detail?: string }

class Stop extends Error {
  constructor(readonly says: string, readonly why = '') { super(says); }
}

export function watchUploads(): void {
  document.addEventListener('submit', event => {
    const form = event.target as HTMLFormElement;
    const file = form.matches('form[data-upload]') ? form.querySelector<HTMLInputElement>('input[type="file"]')?.files?.[0] : undefined;
    if (!file) return;
    event.preventDefault();
    void upload(form, file);
  });
}

async function upload(form: HTMLFormElement, file: File): Promise<void> {
  const address = form.dataset['upload'] ?? '';
  const button = form.querySelector<HTMLButtonElement>('button[type="submit"]');
  const leaving = (event: Event): void => event.preventDefault();
  if (button) button.disabled = true;
  addEventListener('beforeunload', leaving);
  say(form, null);
  try {
    if (file.size > most) throw new Stop('large');
    const type = file.type || 'application/octet-stream';
    await send(form, address, 'POST', JSON.stringify({ name: file.name, mediaType: type, size: file.size }), 'application/json');
    const begun = await (await send(form, address, 'GET')).json() as Begun;
    const here = new Map(begun.here.map(chunk => [chunk.number, chunk.sha256]));
    const whole = new Sha256();
    for (let number = 1; number <= begun.chunks; number++) {
      const body = new Uint8Array(await file.slice((number - 1) * begun.chunkBytes, number * begun.chunkBytes).arrayBuffer());
      whole.update(body);
      const sha256 = await digestOf(body);
      const there = here.get(number);
      if (there !== undefined && there !== sha256) throw new Stop('other');
      if (there === undefined) await send(form, `${address}/${number}?sha256=${sha256}`, 'PUT', body, 'application/octet-stream');
      show(form, Math.min(file.size, number * begun.chunkBytes), file.size);
    }
    await send(form, `${address}/end`, 'POST', JSON.stringify({ sha256: whole.hex() }), 'application/json');
    removeEventListener('beforeunload', leaving);
    location.reload();
  } catch (stop) {
    say(form, stop instanceof Stop ? stop.says : 'refused', stop instanceof Stop ? stop.why : '');
  } finally {
    removeEventListener('beforeunload', leaving);
    if (button) button.disabled = false;
  }
}

/** Sends it until the node answers: a lost connection and a busy node are waited for. */
async function send(form: HTMLFormElement, address: string, method: string, body?: BodyInit, type?: string): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    try {
      const answer = await fetch(address, { method, headers: { 'Accept': 'application/json', ...(type ? { 'Content-Type': type } : {}) }, redirect: 'error', ...(body ? { body } : {}) });
      if (answer.ok) {
        say(form, null);
        return answer;
      }
      if (answer.status !== 429 && answer.status < 500) {
        const refusal = await answer.json().catch(() => ({})) as Refusal;
        throw new Stop(method === 'POST' && answer.status === 422 ? 'other' : 'refused', refusal.detail ?? refusal.title);
      }
    } catch (lost) {
      if (lost instanceof Stop) throw lost;
    }
    say(form, 'waiting');
    await new Promise(resolve => setTimeout(resolve, pauses[Math.min(attempt, pauses.length - 1)]));
  }
}

async function digestOf(body: Uint8Array<ArrayBuffer>): Promise<string> {
  // Browsers have it where the connection is safe.
  return globalThis.crypto.subtle
    ? [...new Uint8Array(await crypto.subtle.digest('SHA-256', body))].map(byte => byte.toString(16).padStart(2, '0')).join('')
    : new Sha256().update(body).hex();
}

function show(form: HTMLFormElement, done: number, all: number): void {
  const line = form.querySelector<HTMLElement>('[data-upload-progress]');
  const bar = line?.querySelector('progress');
  const figure = line?.querySelector('output');
  if (!line || !bar || !figure) return;
  line.hidden = false;
  bar.value = done / all;
  const megabytes = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
  figure.textContent = `${megabytes.format(done / 1e6)} / ${megabytes.format(all / 1e6)} MB`;
}

function say(form: HTMLFormElement, what: string | null, why = ''): void {
  for (const line of form.querySelectorAll<HTMLElement>('[data-says]')) line.hidden = line.dataset['says'] !== what;
  const place = form.querySelector<HTMLElement>('[data-upload-why]');
  if (place) place.textContent = why;
}
