// The logistic function as a mixture of normal distribution functions Φ over their scale (Andrews & Mallows 1974;
// Stefanski 1991):
//   1/(1 + e^−x) = Σ w Φ(s x).
// For every u it gives tanh u = 2/(1 + e^−2u) − 1 to a relative error of 1.2e-16, and u/(1 + e^−u) to an error of
// 1e-16. With it the dual activations of tanh and SiLU follow from those of erf and GELU. That holds for inputs of any
// norm, whereas a quadrature over (u, v) fails for some. logistic_mixture.py derives the table.
#pragma once

namespace ntk::kernels {

struct MixtureTerm {
    double scale, weight;
};

// clang-format off
inline constexpr MixtureTerm logistic_mixture[] = {
    {0x1.832d6c8efee84p+1, 0x1.ebc17e5b6ce18p-59},
    {0x1.5e552770df8a7p+1, 0x1.3e11b98a6c811p-47},
    {0x1.3cfe7bb5b37ecp+1, 0x1.75187dd772af3p-38},
    {0x1.1ed3fe64fc541p+1, 0x1.039cc16d05e73p-30},
    {0x1.0388657115a47p+1, 0x1.0b11809f28e17p-24},
    {0x1.d5ab83615f8b3p+0, 0x1.e650646cae1eep-20},
    {0x1.a8f99761065a5p+0, 0x1.c616bf044e846p-16},
    {0x1.808883244d592p+0, 0x1.ea89466f1f44dp-13},
    {0x1.5bf0a8b145769p+0, 0x1.5247bc8c90dd0p-10},
    {0x1.3ad44655c78bcp+0, 0x1.42d07e6b59b33p-8},
    {0x1.1cde866fe46e8p+0, 0x1.c73a8915d87f6p-7},
    {0x1.01c2a61268987p+0, 0x1.f462f4af2a911p-6},
    {0x1.d27660b11a9efp-1, 0x1.bfbda18d97e1dp-5},
    {0x1.a61298e1e069cp-1, 0x1.51be0b52edf3ap-4},
    {0x1.7de8392fbbfe0p-1, 0x1.b9b0f8b11cd3fp-4},
    {0x1.599058c8c1a96p-1, 0x1.ffb627ccd34f9p-4},
    {0x1.38add9e58ac8dp-1, 0x1.0ad8deca85cd0p-3},
    {0x1.1aec7b35a00d4p-1, 0x1.fa655e9c6cf40p-4},
    {0x1.0000000000000p-1, 0x1.b711f401d1e25p-4},
    {0x1.cf46d99d52b3bp-2, 0x1.5af3c80ae9f0cp-4},
    {0x1.a330ad6166159p-2, 0x1.ee86eb67968ffp-5},
    {0x1.7b4c869c37c05p-2, 0x1.38248dbb8d30cp-5},
    {0x1.57343067270eep-2, 0x1.544ce747b899fp-6},
    {0x1.368b2fc6f960ap-2, 0x1.3649ab8d94aaep-7},
    {0x1.18fdd6b9604e3p-2, 0x1.c6ebe1147c57bp-9},
    {0x1.fc80db9dd5542p-3, 0x1.fef0bded266edp-11},
    {0x1.cc1ce4581db89p-3, 0x1.9e6bc75ee9c77p-13},
    {0x1.a053cc0086e1ep-3, 0x1.c3bbf18e93ac4p-16},
    {0x1.78b56362cef38p-3, 0x1.2efedc810637dp-19},
    {0x1.54dc284911bf1p-3, 0x1.c13b5d920458fp-24},
    {0x1.346c4167a12dep-3, 0x1.42c5e4fc3a740p-29},
    {0x1.17129308ce281p-3, 0x1.7eee7bd6068e4p-36},
    {0x1.f907d43b60715p-4, 0x1.3458157de9df2p-44},
    {0x1.c8f87724b5c1dp-4, 0x1.094ff5ec9f646p-54}};
// clang-format on

}  // namespace ntk::kernels
