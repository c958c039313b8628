// The WebAssembly module: from a server's answer to its functions.

/// Compiles the module. It is compiled while it comes in, where the server says that it is WebAssembly.
export const compiledFrom = (answer) =>
  WebAssembly.compileStreaming(answer.clone()).catch(async () => WebAssembly.compile(await answer.arrayBuffer()));

/// A new instance of the compiled module; `createNtk` is what ntk.cjs exports.
export const instantiated = (createNtk, compiled) =>
  createNtk({
    instantiateWasm(imports, done) {
      WebAssembly.instantiate(compiled, imports).then((instance) => done(instance, compiled));
      return {};
    },
  });
