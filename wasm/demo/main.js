// The page: its parts, by their names in links.
import { AddALayer } from './add-a-layer/add-a-layer.js';
import { foot, linkCopying } from './common/link.js';
import { jsonOf, served } from './common/packed.js';
import { Parts } from './common/parts.js';
import { sayHow } from './common/products.js';
import { Experiment } from './experiment/experiment.js';
import { Narrow } from './narrow/narrow.js';
import { Playground } from './playground/playground.js';
import { Verify } from './verify/verify.js';
import { YourData } from './your-data/your-data.js';

async function begin() {
  const inputs = await jsonOf('inputs.json');
  // Where the manifest lacks the study, the page lacks its part.
  const experiment = inputs.manifest.studies.some(({ study }) => study === 'authors') && { experiment: Experiment };
  const parts = {
    ...experiment,
    playground: Playground,
    'add-a-layer': AddALayer,
    narrow: Narrow,
    'your-data': YourData,
    verify: Verify,
  };
  new Parts(parts, inputs);
  linkCopying();
  foot();
  sayHow(document.getElementById('not-fused'));
}

begin();
// The served form goes on without a network, where the browser allows that.
if (served) navigator.serviceWorker?.register('offline.js');
