import htmx from 'htmx.org';
import 'htmx-ext-sse/dist/sse.esm.js';
import { followClock, rememberZone } from './clock';
import { watchDates } from './dates';
import { watchDialogs } from './dialogs';
import { watchForms } from './forms';
import { watchKeys } from './keys';
import { watchStreams } from './live';
import { watchPopovers } from './popovers';
import { watchUploads } from './uploads';
import { keepRow, watchRows } from './rows';
import { loadMaps } from './islands';

declare global {
  interface Window { htmx: typeof htmx }
}

window.htmx = htmx;

// What somebody or a script gave a size stays as it is: a style attribute that is copied would break the content security policy.
htmx.config.attributesToSettle = ['class', 'width', 'height'];

watchKeys();
watchRows();
keepRow();
watchPopovers();
watchDates();
watchDialogs();
watchForms();
watchUploads();
watchStreams();
followClock();
rememberZone();
loadMaps();
htmx.onLoad(loadMaps);
