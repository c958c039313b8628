// The worker's end of client.js. It answers a message {id, call, args} by {id, result} or {id, error: {message,
// facts}}.

/// `calls` is {name: function}; a function may return a promise.
export function answer(calls) {
  self.onmessage = async ({ data: { id, call, args } }) => {
    try {
      self.postMessage({ id, result: await calls[call](...args) });
    } catch (error) {
      self.postMessage({ id, error: { message: error.message, facts: error.facts } });
    }
  };
}
