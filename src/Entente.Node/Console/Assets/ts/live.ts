// Streams: each live region says whether it is live; a stream that is lost, or silent for longer than its beat, is said to be lost.
const beat = 15_000;
const watched = new Map<Element, { last: number; beats: boolean }>();

export function watchStreams(): void {
  on('htmx:sseOpen', region => {
    watched.set(region, { last: Date.now(), beats: watched.get(region)?.beats ?? false });
    say(region, 'live');
  });
  on('htmx:sseError', region => say(region, 'lost'));
  on('htmx:sseClose', region => {
    watched.delete(region);
    say(region, 'off');
  });
  on('htmx:sseBeforeMessage', (region, event) => {
    const message = (event as CustomEvent<MessageEvent>).detail;
    watched.set(region, { last: Date.now(), beats: message.type === 'beat' || (watched.get(region)?.beats ?? false) });
    say(region, 'live');
  });
  addEventListener('offline', () => watched.forEach((_, region) => say(region, 'lost')));
  setInterval(() => {
    for (const [region, { last, beats }] of watched) {
      if (!region.isConnected) watched.delete(region);
      else if (beats && Date.now() - last > 3 * beat) say(region, 'lost');
    }
  }, beat / 3);
}

function on(name: string, act: (region: Element, event: Event) => void): void {
  document.addEventListener(name, event => {
    const region = (event.target as Element).closest('[data-live]');
    if (region) act(region, event);
  });
}

function say(region: Element, state: 'live' | 'lost' | 'off'): void {
  for (const sign of region.querySelectorAll<HTMLElement>('.en-live')) {
    if (sign.dataset['state'] === state) continue;
    sign.dataset['state'] = state;
    const since = sign.querySelector('.en-live-lost time');
    if (state === 'lost' && since) since.textContent = new Date().toTimeString().slice(0, 5);
  }
}
