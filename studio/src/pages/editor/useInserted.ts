import { useCallback, useEffect, useRef } from 'react';

type Text = HTMLInputElement | HTMLTextAreaElement;

const isText = (element: EventTarget): element is Text => (element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && element.type === 'text')) && !element.readOnly;

/** Writes an expression of a name at the caret of the field of the form that was used last, as if it was typed. */
export function useInserted() {
  const last = useRef<Text>(null);
  useEffect(() => {
    const hear = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && isText(target) && target.closest('.step-panel form') !== null) last.current = target;
    };
    document.addEventListener('focusin', hear);
    return () => document.removeEventListener('focusin', hear);
  }, []);
  const insert = useCallback((name: string) => {
    const field = last.current;
    if (field?.isConnected !== true) return;
    const [from, to] = [field.selectionStart ?? field.value.length, field.selectionEnd ?? field.value.length];
    // In an expression that is open a name stands by itself.
    const open = /\$\{[^}]*$/.test(field.value.slice(0, from));
    const text = open ? name : `\${${name}}`;
    const prototype = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
    // The field's own setter: one that the page watches sees no change otherwise.
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, field.value.slice(0, from) + text + field.value.slice(to));
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.focus();
    field.setSelectionRange(from + text.length, from + text.length);
  }, []);
  return insert;
}
