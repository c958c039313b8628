// The controls of network and training: what they offer, what they show, what is wrong with a seed.
import { make } from '../common/dom.js';
import { properties, rates, widths } from './state.js';

const choices = {
  activation: {
    relu: 'ReLU', leaky_relu: 'leaky ReLU', identity: 'identity', erf: 'erf', tanh: 'tanh', gelu: 'GELU', silu: 'SiLU',
    sine: 'sine', cosine: 'cosine', gaussian: 'Gaussian',
  },
  parameterization: { ntk: 'NTK', standard: 'standard' },
  optimizer: { 'gradient descent': 'gradient descent', momentum: 'momentum 0.9', adam: 'Adam' },
  start: { subtracted: 'subtracted', kept: 'kept' },
};
const scales = { width: widths, rate: rates }; // sliders over these values; the others count

const rateHelp = {
  'gradient descent':
    'The rate is in units of 1/λmax, half the largest rate at which a linear model is stable: above 2 it diverges.',
  momentum:
    'The rate is in units of 1.9/λmax, half the largest at which a linear model with momentum 0.9 is stable: above 2 it diverges.',
  adam:
    'The rate is in units of 0.001. No kernel describes Adam, so the NTK’s and the NNGP’s lines are those of gradient descent ' +
    'after as many steps; the linearisation is trained by Adam.',
};
const ownUnits = ' In the standard parameterization λmax is that of the network’s own kernel at its start; there the first ' +
  'layer learns less the wider it is, so the network tends to another kernel than the NTK.';

export class Controls {
  /// `change({key: value})` for every right value.
  constructor(root, change) {
    this.root = root;
    for (const [key, options] of Object.entries(choices))
      this.control(key).append(...Object.entries(options).map(([value, label]) => new Option(label, value)));
    for (const [key, values] of Object.entries(scales)) Object.assign(this.control(key), { min: 0, max: values.length - 1 });
    for (const control of root.querySelectorAll('[data-key]')) {
      const { key } = control.dataset;
      control.addEventListener('input', () => {
        const value = scales[key] ? scales[key][control.value] : properties[key].read(control.value);
        if (key === 'seed') this.judgeSeed(value !== undefined);
        if (value !== undefined) change({ [key]: value });
      });
    }
  }

  show(state) {
    for (const key of Object.keys(choices)) this.control(key).value = state[key];
    for (const key of ['width', 'hiddenLayers', 'rate', 'starts']) {
      this.control(key).value = scales[key]?.indexOf(state[key]) ?? state[key];
      this.control(key).setAttribute('aria-valuetext', String(state[key]));
      this.root.querySelector(`[data-part="${key}"]`).textContent = state[key];
    }
    if (document.activeElement !== this.control('seed')) {
      this.control('seed').value = state.seed;
      this.judgeSeed(true);
    }
    const standard = state.parameterization === 'standard' && state.optimizer !== 'adam';
    this.root.querySelector('[data-part="rate-help"]').textContent = rateHelp[state.optimizer] + (standard ? ownUnits : '');
  }

  judgeSeed(right) {
    this.control('seed').setAttribute('aria-invalid', !right);
    this.root.querySelector('[data-part="seed-wrong"]').textContent = right ? '' : 'A whole number from 0 to 999999.';
  }

  control(key) {
    return this.root.querySelector(`[data-key="${key}"]`);
  }
}

/// The legend's entries: a line as it is drawn, and its name.
export const legend = (entries) =>
  entries.map(({ name, color, dash, width }) => {
    const item = make('li');
    item.innerHTML =
      `<svg width="30" height="10" aria-hidden="true"><line x1="0" x2="30" y1="5" y2="5" ` +
      `stroke="${color}" stroke-width="${width}" stroke-dasharray="${dash}"/></svg>`;
    item.append(name);
    return item;
  });
