// The clock in the footer, in UTC, and the device's time zone, which the server uses when the officer's account names none.
export function followClock(): void {
  const clock = document.querySelector<HTMLTimeElement>('time[data-clock]');
  if (!clock) return;
  const skew = Date.parse(clock.dateTime) - Date.now();
  const tick = (): void => {
    const now = new Date(Date.now() + skew).toISOString();
    clock.dateTime = now;
    clock.textContent = `${now.slice(0, 10)} ${now.slice(11, 16)}`;
  };
  setInterval(tick, 5000);
}

export function rememberZone(): void {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone) document.cookie = `entente-zone=${encodeURIComponent(zone)}; path=/; max-age=31536000; samesite=lax`;
}
