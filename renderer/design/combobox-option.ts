/** One suggestion: what is written into the field, what people read, and a word more. */
export interface ComboboxOption {
  value: string;
  label?: string | undefined;
  detail?: string | undefined;
}

/** Whether what is typed is found anywhere in the suggestion. */
export function isMatch(option: ComboboxOption, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return `${option.value} ${option.label ?? ''} ${option.detail ?? ''}`.toLowerCase().includes(wanted);
}
