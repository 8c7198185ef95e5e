// The last 24 hours one after the other; the end of the scale is all of them together, as they are now.
export interface Port { code: string; name: string; latitude: number; longitude: number }
export interface Flow { from: string; to: string; volume: number; state: string; simulated: number }
export interface Link { from: string; to: string; name: string; sent: number; received: number; waiting: number; state: string }
export interface Picture { ports: Port[]; flows: Flow[]; links: Link[]; frames: { at: string; flows: Flow[] }[] }

const most = (flows: Flow[]): number => Math.max(1, ...flows.map(flow => flow.volume));

/** Shows a picture, and plays its hours where the officer asks for it. A newer picture is taken without leaving the hour that is shown. */
export function timeLapse(place: HTMLElement, show: (flows: Flow[], most: number) => void, pace: number): { take: (picture: Picture) => void } {
  const bar = place.querySelector<HTMLElement>('[data-map-play]');
  const button = bar?.querySelector('button');
  const range = bar?.querySelector<HTMLInputElement>('input[type=range]');
  const at = bar?.querySelector('output');
  let picture: Picture = { ports: [], flows: [], links: [], frames: [] };
  let shown: string | undefined;
  let timer = 0;

  const frame = (index: number): void => {
    const chosen = picture.frames[index];
    shown = chosen?.at;
    if (range && at) {
      range.value = String(index);
      at.textContent = chosen ? hour(chosen.at) : place.dataset['all'] ?? '';
      range.setAttribute('aria-valuetext', at.textContent);
    }
    if (chosen) show(chosen.flows, Math.max(...picture.frames.map(one => most(one.flows))));
    else show(picture.flows, most(picture.flows));
  };
  const stop = (): void => {
    clearInterval(timer);
    timer = 0;
    button?.setAttribute('aria-pressed', 'false');
  };
  button?.addEventListener('click', () => {
    if (timer) return stop();
    let index = Number(range?.value) >= picture.frames.length ? 0 : Number(range?.value);
    button.setAttribute('aria-pressed', 'true');
    const step = (): void => {
      frame(index++);
      if (index > picture.frames.length) stop();
    };
    timer = window.setInterval(step, pace);
    step();
  });
  range?.addEventListener('input', () => {
    stop();
    frame(Number(range.value));
  });

  return {
    take: next => {
      picture = next;
      const index = picture.frames.findIndex(one => one.at === shown);
      if (bar && range) {
        bar.hidden = picture.frames.length < 2;
        range.max = String(picture.frames.length);
      }
      frame(index < 0 ? picture.frames.length : index);
    },
  };
}

function hour(at: string): string {
  const local = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const own = `${local.getFullYear()}-${two(local.getMonth() + 1)}-${two(local.getDate())} ${two(local.getHours())}:${two(local.getMinutes())}`;
  return local.getTimezoneOffset() === 0 ? `${own} UTC` : `${own} (${at.slice(11, 16)} UTC)`;
}
