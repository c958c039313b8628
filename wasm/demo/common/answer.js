// The worker's end of caller.js. It answers a message {id, call, args} by {id, result} or {id, error: {message,
// facts}}.

/// `calls` is {name: function}; a function may return a promise. `port` is where the messages come from.
export function answer(calls, port = self) {
  port.onmessage = async ({ data: { id, call, args } }) => {
    try {
      port.postMessage({ id, result: await calls[call](...args) });
    } catch (error) {
      port.postMessage({ id, error: { message: error.message, facts: error.facts } });
    }
  };
}
