// Controls bound to a part's state (see state.js): what is wrong is said at the control where it is wrong.
import { make } from './dom.js';

export class Form {
  /// `controls`: {key: element}; `properties`: {key: {read, rule}}, rule being the sentence for a wrong value;
  /// `onChange({key: value})` for right ones.
  constructor(root, properties, onChange) {
    Object.assign(this, { properties, onChange });
    this.controls = {};
    this.notes = {};
    for (const control of root.querySelectorAll('[data-key]')) {
      const { key } = control.dataset;
      this.controls[key] = control;
      this.notes[key] = make('span', { className: 'wrong', id: `${root.id}-${key}-wrong` });
      this.notes[key].setAttribute('role', 'alert');
      control.closest('label').append(this.notes[key]);
      control.setAttribute('aria-describedby', this.notes[key].id);
      control.addEventListener('input', () => this.changed(key));
    }
  }

  changed(key) {
    const value = this.check(key);
    if (value !== undefined) this.onChange({ [key]: value });
  }

  // The value, or undefined where it is wrong, which is said.
  check(key) {
    const control = this.controls[key];
    const value = control.type === 'checkbox' ? control.checked : this.properties[key].read(control.value);
    this.complain(key, value === undefined ? this.properties[key].rule : '');
    return value;
  }

  complain(key, text) {
    this.notes[key].textContent = text;
    this.controls[key].setAttribute('aria-invalid', text !== '');
  }

  /// Whether every control holds a right value.
  right() {
    return Object.keys(this.controls).every((key) => this.check(key) !== undefined);
  }

  show(state) {
    for (const [key, control] of Object.entries(this.controls)) {
      if (control === document.activeElement) continue;
      if (control.type === 'checkbox') control.checked = state[key];
      else control.value = state[key];
    }
  }
}
