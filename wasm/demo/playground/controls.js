// The controls of network and training, and what they say of their values.
import { elementsOf } from '../common/dom.js';
import { Form } from '../common/form.js';
import { properties } from './state.js';

const rateHelp = {
  'gradient descent':
    'The rate is in units of 1/λmax, half the largest rate at which a linear model is stable: above 2 it diverges.',
  momentum:
    'The rate is in units of 1.9/λmax, half the largest at which a linear model with momentum 0.9 is stable: above 2 it diverges.',
  adam:
    'The rate is in units of 0.001. No kernel describes Adam, so the NTK’s and the NNGP’s lines are those of gradient descent ' +
    'after as many steps; the linearisation is trained by Adam.',
};
const ownUnits =
  ' In the standard parameterization λmax is that of the network’s own kernel at its start; there the first ' +
  'layer learns less the wider it is, so the network tends to another kernel than the NTK.';

export class Controls extends Form {
  constructor(root, onChange) {
    super(root, properties, onChange);
    this.element = elementsOf(root);
  }

  show(state) {
    super.show(state);
    for (const [key, control] of Object.entries(this.controls)) {
      if (control.type !== 'range') continue;
      control.setAttribute('aria-valuetext', String(state[key]));
      this.element(key).textContent = state[key];
    }
    const standard = state.parameterization === 'standard' && state.optimizer !== 'adam';
    this.element('rate-help').textContent = rateHelp[state.optimizer] + (standard ? ownUnits : '');
  }
}
