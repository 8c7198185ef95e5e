// Loaded in the head, before the first paint: an officer who chose "auto" gets the theme of the device. Light and dark come from the server.
const root = document.documentElement;
const dark = matchMedia('(prefers-color-scheme: dark)');

function apply(): void {
  const chosen = root.dataset['theme'] ?? 'auto';
  root.dataset['bsTheme'] = chosen === 'auto' ? (dark.matches ? 'dark' : 'light') : chosen;
}

apply();
dark.addEventListener('change', apply);
document.addEventListener('entente:theme', apply);
