// The page: its parts, by their names in links.
import inputs from 'study-inputs';
import { Parts } from './common/parts.js';
import { Playground } from './playground/playground.js';
import { Verify } from './verify/verify.js';

new Parts({ playground: Playground, verify: Verify }, inputs);
