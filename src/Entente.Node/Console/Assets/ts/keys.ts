// Keys: "/" searches, "?" explains, "g" and a letter goes to a page, and whatever carries data-key is pressed by its key.
import { moveRow, openRow } from './rows';

const off = 'entente-keys-off';
let going = false;
let goingSince = 0;

export function watchKeys(): void {
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape') {
      closePopovers();
      if (document.activeElement instanceof HTMLInputElement && document.activeElement.type === 'search') document.activeElement.blur();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
    if (document.querySelector('dialog[open]') && event.key !== '?') return;
    if (handle(event)) event.preventDefault();
  });

  const toggle = document.querySelector<HTMLInputElement>('#single-keys');
  if (toggle) {
    toggle.checked = localStorage.getItem(off) === null;
    toggle.addEventListener('change', () => toggle.checked ? localStorage.removeItem(off) : localStorage.setItem(off, '1'));
  }
}

function handle(event: KeyboardEvent): boolean {
  const key = event.key;
  if (key === 'Enter') return openRow(event.target);
  if (localStorage.getItem(off) !== null) return false;

  if (going && event.timeStamp - goingSince < 1500) {
    going = false;
    return press(`[data-go="${CSS.escape(key)}"]`);
  }
  switch (key) {
    case 'g':
      going = true;
      goingSince = event.timeStamp;
      return true;
    case '/': {
      const box = document.querySelector<HTMLInputElement>('#search');
      box?.focus();
      box?.select();
      return box !== null;
    }
    case '?': return explain();
    case 'j': return moveRow(1);
    case 'k': return moveRow(-1);
    default: return key.length === 1 && press(`[data-key="${CSS.escape(key)}"]`);
  }
}

function press(selector: string): boolean {
  for (const element of document.querySelectorAll<HTMLElement>(selector)) {
    const visible = element.checkVisibility?.() ?? true;
    if (element.closest('.en-nav') || visible) {
      element.focus();
      element.click();
      return true;
    }
  }
  return false;
}

function explain(): boolean {
  const dialog = document.querySelector<HTMLDialogElement>('#keys');
  if (!dialog) return false;
  if (dialog.open) {
    dialog.close();
    return true;
  }
  const body = dialog.querySelector<HTMLElement>('[data-page-keys]');
  const keyed = [...document.querySelectorAll<HTMLElement>('main [data-key]')];
  if (body) {
    body.replaceChildren(...keyed.map(keyRow));
    body.closest<HTMLElement>('section')!.hidden = keyed.length === 0;
  }
  dialog.showModal();
  return true;
}

function keyRow(element: HTMLElement): HTMLElement {
  const row = document.createElement('tr');
  const what = document.createElement('th');
  what.scope = 'row';
  const hint = element.querySelector('.en-kbd')?.textContent ?? '';
  const text = (element.textContent ?? '').trim();
  what.textContent = element.dataset['keyLabel'] ?? (hint && text.endsWith(hint) ? text.slice(0, -hint.length).trim() : text);
  const which = document.createElement('td');
  const key = document.createElement('kbd');
  key.className = 'en-kbd';
  key.textContent = element.dataset['key'] ?? '';
  which.append(key);
  row.append(what, which);
  return row;
}

function closePopovers(): void {
  for (const open of document.querySelectorAll<HTMLDetailsElement>('details.en-pop[open]')) {
    open.open = false;
    if (open.contains(document.activeElement)) open.querySelector('summary')?.focus();
  }
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type);
}
