// The page: its parts, by their names in links.
import inputs from 'study-inputs';
import { AddALayer } from './add-a-layer/add-a-layer.js';
import { Parts } from './common/parts.js';
import { sayHow } from './common/products.js';
import { Playground } from './playground/playground.js';
import { Verify } from './verify/verify.js';
import { YourData } from './your-data/your-data.js';

new Parts({ playground: Playground, 'add-a-layer': AddALayer, 'your-data': YourData, verify: Verify }, inputs);
sayHow(document.getElementById('not-fused'));
