declare module 'htmx-ext-sse/dist/sse.esm.js';
