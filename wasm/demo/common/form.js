// Controls that are bound to a part's state (see state.js). A wrong value is said at its control.
import { make } from './dom.js';
import { wordsOf } from './error_words.js';

export class Form {
  /// `properties` is {key: {read, rule, choices, scale, range}}. `rule` is the sentence for a wrong value, `choices`
  /// are a select's [value, name] pairs, `scale` the values that a slider runs over, `range` the least and greatest
  /// number. `onChange({key: value})` is called for right values.
  constructor(root, properties, onChange) {
    Object.assign(this, { properties, onChange });
    this.controls = {};
    this.notes = {};
    for (const control of root.querySelectorAll('[data-key]'))
      this.bind(control, control.dataset.key, `${root.id}-${control.dataset.key}`);
  }

  bind(control, key, name) {
    const { choices = [], scale, range } = this.properties[key];
    this.controls[key] = control;
    control.append(...choices.map(([value, text]) => new Option(text, value)));
    Object.assign(control, scale ? { min: 0, max: scale.length - 1 } : range);
    this.notes[key] = make('span', { className: 'wrong', id: `${name}-wrong` });
    this.notes[key].setAttribute('role', 'alert');
    control.closest('label').append(this.notes[key]);
    control.setAttribute('aria-describedby', this.notes[key].id);
    control.addEventListener('input', () => this.changed(key));
  }

  changed(key) {
    const value = this.check(key);
    if (value !== undefined) this.onChange({ [key]: value });
  }

  // The control's value. Where it is wrong, says so and returns undefined.
  check(key) {
    const control = this.controls[key];
    const { read, scale, rule } = this.properties[key];
    const value = control.type === 'checkbox' ? control.checked : scale ? scale[control.value] : read(control.value);
    this.complain(key, value === undefined ? rule : '');
    return value;
  }

  complain(key, text) {
    this.notes[key].textContent = text;
    this.controls[key].setAttribute('aria-invalid', text !== '');
  }

  /// Says an error of core/ at the control of the parameter that is wrong, or of one that helps. Returns false where
  /// there is no such control.
  complained(error) {
    const keys = [error.facts?.key, ...(error.facts?.remedies ?? []).map(({ key }) => key)];
    const key = keys.find((each) => Object.hasOwn(this.controls, each));
    if (key)
      this.complain(
        key,
        wordsOf(error, (each) => this.nameOf(each), false),
      );
    return key !== undefined;
  }

  /// What the page calls a parameter, which is the text of its control's label.
  nameOf(key) {
    const texts = [...(this.controls[key]?.closest('label').childNodes ?? [])].filter(
      ({ nodeType }) => nodeType === Node.TEXT_NODE,
    );
    return `“${
      texts
        .map(({ textContent }) => textContent)
        .join('')
        .trim() || key.replaceAll('_', ' ')
    }”`;
  }

  /// Whether every control holds a right value.
  right() {
    return Object.keys(this.controls)
      .map((key) => this.check(key))
      .every((value) => value !== undefined);
  }

  // Shows a state in the controls, except in one that the reader is typing in.
  show(state) {
    for (const [key, control] of Object.entries(this.controls)) {
      if (control === document.activeElement && ['number', 'text'].includes(control.type)) continue;
      if (control.type === 'checkbox') control.checked = state[key];
      else control.value = this.properties[key].scale?.indexOf(state[key]) ?? state[key];
      this.complain(key, '');
    }
  }
}
