// Loads the instruction set `relaxed` (core/numeric/dispatch.hpp), which computes inner products by f64x2.relaxed_madd,
// where the browser's engine has that instruction and rounds it once.
//
// An engine that lacks the instruction refuses a module in which it occurs. So the functions that use it are a module
// of their own, the side module. It is position-independent code that shares the memory and the table of functions of
// the main module. Its bytes are data of the main module, so that one file holds both.
#include <cstddef>
#include <cstdint>

#include <emscripten.h>

#include "core/numeric/dispatch.hpp"
#include "wasm/relaxed/products.hpp"

namespace ntk {
namespace {

constexpr std::uint8_t side_module[] = {
#include "wasm/relaxed/side_module.inc"
};

/// Memory for the side module: its data is at the beginning, its stack grows down from the end.
alignas(64) std::byte room[64 * 1024];

}  // namespace

// Instantiates the side module and writes its Products, where the engine rounds a fused multiply-add once.
// clang-format off
EM_JS(void, ntk_place_side_module, (const void* bytes, int size, void* room, int room_size, void* products), {
  const binary = HEAPU8.slice(bytes, bytes + size);
  if (!WebAssembly.validate(binary)) return;
  const module = new WebAssembly.Module(binary);
  // Its section "dylink.0" begins with an entry's kind and length and four numbers (LEB128): size and alignment of its
  // data, number and alignment of its functions in the table.
  const section = new Uint8Array(WebAssembly.Module.customSections(module, "dylink.0")[0]);
  let at = 2;
  const next = () => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = section[at++];
      value += (byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const [data, , functions] = [next(), next(), next()];
  if (data > room_size / 2) throw new Error("the side module has " + data + " bytes of data");
  const number = (value, mutable) => new WebAssembly.Global({ value: "i32", mutable: mutable }, value);
  const instance = new WebAssembly.Instance(module, {
    env: {
      memory: wasmMemory,
      __indirect_function_table: wasmTable,
      __memory_base: number(room, false),
      __table_base: number(wasmTable.grow(functions), false),
      __stack_pointer: number(room + room_size, true),
    },
  });
  // An engine may round once or twice, as it pleases, but always does the same. The probe below, with e = 2^-52, gives
  // e^2 where it rounds once; rounding the product loses that.
  const e = 2 ** -52;
  if (instance.exports.multiply_add(1 + e, 1 + e, -(1 + 2 * e)) !== e * e) return;
  instance.exports.__wasm_apply_data_relocs();
  instance.exports.products(products);
})
// clang-format on

namespace {

const wasm::Products& products() {
    static const wasm::Products placed = [] {
        wasm::Products all{};
        ntk_place_side_module(side_module, sizeof side_module, room, sizeof room, &all);
        return all;
    }();
    return placed;
}

}  // namespace

bool numeric::detail::has_relaxed() {
    return products().gemm.run != nullptr;
}

void numeric::relaxed::add_products(std::size_t n, const double* x, const double* y, double (&lane)[8]) {
    products().add_products(n, x, y, lane);
}

const network::NarrowLayer& network::relaxed::narrow_layer() {
    return products().narrow;
}

namespace blas::relaxed {

const GemmKernel& gemm_kernel() {
    return products().gemm;
}
const PackKernel& pack_kernel() {
    return products().pack;
}
const GemvKernel& gemv_kernel() {
    return products().gemv;
}
const TrsmKernel& trsm_kernel() {
    return products().trsm;
}
const PotrfKernel& potrf_kernel() {
    return products().potrf;
}
const RowKernel& row_kernel() {
    return products().row;
}

}  // namespace blas::relaxed
}  // namespace ntk
