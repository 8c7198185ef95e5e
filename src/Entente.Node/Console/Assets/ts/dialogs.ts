// A link to a dialog opens it as one; without script the same link shows it in place through :target.
export function watchDialogs(): void {
  document.addEventListener('click', event => {
    const target = event.target as Element;
    const opener = target.closest<HTMLElement>('[data-dialog]');
    if (opener) {
      const dialog = document.getElementById(opener.dataset['dialog'] ?? '');
      if (dialog instanceof HTMLDialogElement) {
        event.preventDefault();
        if (!dialog.open) dialog.showModal();
      }
      return;
    }
    const closer = target.closest('[data-close]');
    if (closer) {
      event.preventDefault();
      closer.closest('dialog')?.close();
      closer.closest('.en-toast')?.remove();
      return;
    }
    if (target instanceof HTMLDialogElement && target.open && outside(target, event as MouseEvent)) target.close();
  });
}

function outside(dialog: HTMLDialogElement, event: MouseEvent): boolean {
  const box = dialog.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}
