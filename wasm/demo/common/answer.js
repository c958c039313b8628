// A worker's end of client.js: a message {id, call, args} is answered by {id, result} or {id, error: {message, facts}}.

/// `calls`: {name: function}, which may return promises.
export function answer(calls) {
  self.onmessage = async ({ data: { id, call, args } }) => {
    try {
      self.postMessage({ id, result: await calls[call](...args) });
    } catch (error) {
      self.postMessage({ id, error: { message: error.message, facts: error.facts } });
    }
  };
}
