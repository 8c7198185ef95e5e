import htmx from 'htmx.org';
import 'htmx-ext-sse/dist/sse.esm.js';
import { followClock, rememberZone } from './clock';
import { watchDialogs } from './dialogs';
import { watchForms } from './forms';
import { watchKeys } from './keys';
import { watchStreams } from './live';
import { watchPopovers } from './popovers';
import { keepRow, watchRows } from './rows';
import { loadMaps } from './islands';

declare global {
  interface Window { htmx: typeof htmx }
}

window.htmx = htmx;

watchKeys();
watchRows();
keepRow();
watchPopovers();
watchDialogs();
watchForms();
watchStreams();
followClock();
rememberZone();
loadMaps();
htmx.onLoad(loadMaps);
