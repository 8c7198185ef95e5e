// An island is a script that only some pages need; it is fetched when the page has a place for it.
const loaded = new Set<string>();

export function loadMaps(): void {
  const source = document.querySelector<HTMLElement>('[data-map]')?.dataset['script'];
  if (!source) return;
  if (loaded.has(source)) {
    document.dispatchEvent(new CustomEvent('entente:maps'));
    return;
  }
  loaded.add(source);
  const script = document.createElement('script');
  script.src = source;
  document.head.append(script);
}
