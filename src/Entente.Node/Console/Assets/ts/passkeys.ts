// Signing in with a security key, registering one, and signing what a form says: asks the node for a challenge, the browser for an answer, and sends the answer back.
interface Refusal { code?: string }

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) {
  form.addEventListener('submit', event => {
    event.preventDefault();
    void answer(form);
  });
}

// A form whose words are signed goes twice to where it goes: to be asked, and with the answer.
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-sign]')) {
  form.addEventListener('submit', event => {
    event.preventDefault();
    void exchange(form, () => send(form, 'ask'), credential => send(form, credential));
  });
}

function answer(form: HTMLFormElement): Promise<void> {
  const { challenge = '', answer: address = '', to } = form.dataset;
  return exchange(form, () => post(challenge, holder(form)), credential => post(address, { credential, to }));
}

async function exchange(form: HTMLFormElement, begin: () => Promise<Response>, end: (credential: string) => Promise<Response>): Promise<void> {
  const button = form.querySelector('button');
  say(form, null);
  if (!('credentials' in navigator) || !('PublicKeyCredential' in window) || !('parseRequestOptionsFromJSON' in PublicKeyCredential)) {
    say(form, 'unable');
    return;
  }
  if (button) button.disabled = true;
  try {
    const asked = await begin();
    const options = await asked.json();
    if (!asked.ok) {
      say(form, (options as Refusal).code);
      return;
    }
    const credential = await ask(options);
    const answered = await end(JSON.stringify(credential));
    const result = await answered.json();
    if (answered.ok) location.assign((result as { to: string }).to);
    else say(form, (result as Refusal).code);
  } catch {
    // The person cancelled, the key refused, or the network went; the page says to try again.
    say(form, 'refused');
  } finally {
    if (button) button.disabled = false;
  }
}

/** Whoever follows a link holds a secret behind the `#`, which no server sees until it is sent here. */
function holder(form: HTMLFormElement): Record<string, unknown> {
  const name = form.querySelector<HTMLInputElement>('input[name="name"]')?.value;
  return { token: location.hash.slice(1), name: name || null };
}

async function ask(options: Record<string, unknown>): Promise<Credential | null> {
  return 'user' in options
    ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options as unknown as PublicKeyCredentialCreationOptionsJSON) })
    : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options as unknown as PublicKeyCredentialRequestOptionsJSON) });
}

function post(address: string, body: Record<string, unknown>): Promise<Response> {
  return fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Accept': 'application/json' },
    body: JSON.stringify(body),
  });
}

function send(form: HTMLFormElement, signature: string): Promise<Response> {
  const body = new FormData(form);
  body.set('signature', signature);
  return fetch(form.action, { method: 'POST', headers: { 'Accept': 'application/json' }, redirect: 'error', body });
}

function say(form: HTMLFormElement, code: string | null | undefined): void {
  const says = [...form.querySelectorAll<HTMLElement>('[data-says]')];
  for (const line of says) line.hidden = true;
  if (code === null) return;
  const line = says.find(one => one.dataset['says'] === code) ?? says.find(one => one.dataset['says'] === 'refused');
  if (line) line.hidden = false;
}
