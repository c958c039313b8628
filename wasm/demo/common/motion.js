// Motion on the page.

/// Whether the reader wants none of it: calm.matches.
export const calm = matchMedia('(prefers-reduced-motion: reduce)');
export const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
export const nextFrame = () => new Promise(requestAnimationFrame);
