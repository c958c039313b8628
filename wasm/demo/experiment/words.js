// Says in a sentence what the figure shows at one time.
import { shown } from '../common/dom.js';
import { theEnd } from './state.js';

const epochsName = (epoch) => `${epoch.toLocaleString('en')} epoch${epoch === 1 ? '' : 's'}`;

export const timeName = (epoch) => (epoch === theEnd ? 'the end of time' : epochsName(epoch));

/// The index of a curve's value at a time, which is that of the last epoch up to it that the curve has.
export const indexOf = ({ epochs }, epoch) => (epoch === theEnd ? epochs.length : epochs.findLastIndex((each) => each <= epoch));

function against(rmse, levels) {
  const less = levels.filter((level) => level.rmse < rmse).length;
  if (less === levels.length) return 'more than every kernel';
  if (less === 0) return 'less than every kernel';
  return `more than ${less} of the ${levels.length} kernels`;
}

/// The sentence for `curves`, [{layers, epochs, rmse}], and `levels`, [{rmse}].
export function sentence({ curves, levels }, epoch) {
  const when = epoch === theEnd ? 'At the end of time' : `After ${epochsName(epoch)}`;
  const told = curves.map((curve) => {
    const at = indexOf(curve, epoch);
    const then = epoch === theEnd || curve.epochs[at] === epoch ? '' : ` (after ${epochsName(curve.epochs[at])})`;
    const layers = `${curve.layers} hidden layer${curve.layers > 1 ? 's' : ''}`;
    return { how: against(curve.rmse[at], levels), network: `with ${layers} errs by ${shown(curve.rmse[at], 3)}${then}` };
  });
  if (told.every(({ how }) => how === told[0].how)) {
    const end = told.length > 1 ? `: each ${told[0].how}.` : `, ${told[0].how}.`;
    return `${when} the infinite network ${told.map(({ network }) => network).join(', that ')}${end}`;
  }
  return `${when} the infinite network ${told.map(({ network, how }) => `${network}, ${how}`).join('; that ')}.`;
}
