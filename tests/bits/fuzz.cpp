// Makes random problems for the bits of core/: every BLAS and LAPACK operation, every elementary function, kernels of
// every activation, training steps. Prints a line for each case: its number, what it was, a hash of all that came out.
//
//   fuzz SEED FIRST COUNT
//
// A case depends only on SEED and its number, so `fuzz SEED NUMBER 1` replays it. Therefore no two random draws are
// arguments of one call, because compilers differ in the order of arguments. fuzz.sh compares the lines between
// instruction sets and numbers of threads, other_build.sh between builds and machines.
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <string>
#include <vector>

#include "core/blas/cblas.h"
#include "core/blas/lapack.h"
#include "core/kernels/controls.hpp"
#include "core/kernels/fully_connected.hpp"
#include "core/network/empirical_ntk.hpp"
#include "core/numeric/arrays.hpp"
#include "core/numeric/dispatch.hpp"
#include "core/numeric/elementary.hpp"
#include "core/random/stream.hpp"
#include "core/training/trainer.hpp"

namespace {

std::size_t place(int index) {
    return static_cast<std::size_t>(index);
}

using Numbers = std::vector<double>;

/// Random numbers by SplitMix64 and not by core/random, which is itself under test.
class Dice {
public:
    Dice(std::uint64_t seed, std::uint64_t number) : state_(seed * 0x9e3779b97f4a7c15u + number) { bits(); }
    std::uint64_t bits() {
        std::uint64_t z = state_ += 0x9e3779b97f4a7c15u;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }
    int below(int n) { return static_cast<int>(bits() % static_cast<std::uint64_t>(n)); }
    bool coin() { return bits() & 1; }
    double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53 - 0.5; }
    /// A size, mostly a small one or one next to the edge of a tile or a block.
    int size(int most) {
        static constexpr int edges[] = {1, 2, 7, 8, 9, 15, 16, 17, 24, 25, 31, 32, 33, 64, 65, 128, 255, 256, 257};
        const int n = below(3) == 0 ? edges[below(19)] : 1 + below(below(4) == 0 ? most : 40);
        return n < most ? n : most;
    }
    double factor() {
        static constexpr double special[] = {0.0, 1.0, -1.0, -0.0, 0.5, 1e-300};
        return coin() ? special[below(6)] : 4.0 * uniform();
    }
    double any_double() {
        const std::uint64_t b = bits();
        double x;
        std::memcpy(&x, &b, sizeof x);
        return x;
    }

private:
    std::uint64_t state_;
};

/// FNV-1a over the doubles' bits. All NaNs count as the same, because their bits never reach an artifact.
class Hash {
public:
    void add(const double* x, std::size_t n) {
        for (std::size_t i = 0; i < n; ++i) {
            std::uint64_t bits = 0x7ff8000000000000u;
            if (!std::isnan(x[i])) std::memcpy(&bits, x + i, sizeof bits);
            for (int byte = 0; byte < 8; ++byte) value_ = (value_ ^ (bits >> (8 * byte) & 255)) * 1099511628211u;
        }
    }
    template <class Array>
    void add(const Array& x) {
        add(x.data(), x.size());
    }
    void add_one(double x) { add(&x, 1); }
    unsigned long long value() const { return value_; }

private:
    std::uint64_t value_ = 14695981039346656037u;
};

struct Case {
    Dice dice;
    Hash hash;
    std::string what;

    void say(const char* name, std::initializer_list<int> sizes) {
        what = name;
        for (const int n : sizes) what += " " + std::to_string(n);
    }
    /// `count` numbers, or one where that is 0. In one call of four some are subnormal, huge, zero, infinite or NaN.
    Numbers numbers(int count, bool wild = true) {
        Numbers x(static_cast<std::size_t>(count < 1 ? 1 : count));
        const bool with_specials = wild && dice.below(4) == 0;
        static constexpr double scales[] = {1e-310, 1e-300, 1e300, 0.0, -0.0, __builtin_inf(), __builtin_nan("")};
        for (double& v : x) {
            v = dice.uniform();
            if (with_specials && dice.below(16) == 0) v *= scales[dice.below(7)];
        }
        return x;
    }
    ntk::Matrix matrix(int rows, int columns) {
        ntk::Matrix x = ntk::Matrix::from_shape({static_cast<std::size_t>(rows), static_cast<std::size_t>(columns)});
        for (double& v : x) v = 3.0 * dice.uniform();
        return x;
    }
    CBLAS_ORDER order() { return dice.coin() ? CblasRowMajor : CblasColMajor; }
    CBLAS_TRANSPOSE transpose() { return dice.coin() ? CblasTrans : CblasNoTrans; }
    CBLAS_UPLO triangle() { return dice.coin() ? CblasUpper : CblasLower; }
    int padding() { return dice.coin() ? 0 : dice.below(9); }
    int stride() { return dice.coin() ? 1 : 1 + dice.below(3); }
};

/// The leading dimension, without padding, of a matrix that is rows x columns before it is transposed.
int leading(CBLAS_ORDER order, CBLAS_TRANSPOSE t, int rows, int columns) {
    return (order == CblasRowMajor) == (t == CblasNoTrans) ? columns : rows;
}
int storage(int leading_dimension, int rows, int columns) {
    return leading_dimension * (rows > columns ? rows : columns);
}

void gemm(Case& c) {
    const int m = c.dice.size(400), n = c.dice.size(400), k = c.dice.size(600);
    const auto order = c.order();
    const auto ta = c.transpose(), tb = c.transpose();
    const int lda = leading(order, ta, m, k) + c.padding(), ldb = leading(order, tb, k, n) + c.padding();
    const int ldc = leading(order, CblasNoTrans, m, n) + c.padding();
    const Numbers a = c.numbers(storage(lda, m, k)), b = c.numbers(storage(ldb, k, n));
    Numbers result = c.numbers(storage(ldc, m, n));
    c.say("gemm", {m, n, k, ta, tb, lda, ldb, ldc});
    const double alpha = c.dice.factor(), beta = c.dice.factor();
    cblas_dgemm(order, ta, tb, m, n, k, alpha, a.data(), lda, b.data(), ldb, beta, result.data(), ldc);
    c.hash.add(result);
}

/// Single multiply-adds c + a b, computed as a product of two terms. Their operands make the last rounding hard: any
/// bits, few digits (which give ties), sums that nearly cancel, results about the least and the largest number.
void multiply_add(Case& c) {
    const int m = c.dice.size(80), n = c.dice.size(80), kind = c.dice.below(5);
    c.say("multiply_add", {m, n, kind});
    const auto number = [&](int digits, int least, int most) {
        // One after the other: a compiler may take the arguments of one call in any order.
        const double fraction = std::floor(std::ldexp(c.dice.uniform() + 0.5, digits)) * std::ldexp(1.0, -digits);
        const double x = std::ldexp(1 + fraction, least + c.dice.below(most - least + 1));
        return c.dice.coin() ? -x : x;
    };
    Numbers a(place(2 * m)), b(place(2 * n), 1.0);
    for (int j = 0; j < n; ++j)
        b[place(n + j)] = kind == 0   ? c.dice.any_double()
                          : kind == 1 ? number(1 + c.dice.below(26), 0, 3)
                          : kind == 2 ? number(52, -3, 3)
                          : kind == 3 ? number(52, -560, -460)
                                      : number(52, 480, 520);
    for (int i = 0; i < m; ++i) {
        double& addend = a[place(2 * i)];
        double& factor = a[place(2 * i + 1)];
        factor = kind == 0   ? c.dice.any_double()
                 : kind == 1 ? number(1 + c.dice.below(26), 0, 3)
                 : kind == 2 ? number(52, -3, 3)
                 : kind == 3 ? number(52, -560, -460)
                             : number(52, 480, 503);
        addend = kind == 0   ? c.dice.any_double()
                 : kind == 1 ? number(52, -10, 60)
                 : kind == 2 ? -factor * b[place(n + i % n)] * (1 + 0x1p-52 * c.dice.below(9))
                 : kind == 3 ? number(52, -1074, -960)
                             : number(52, 960, 1023);
    }
    Numbers result(place(m * n));
    cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, m, n, 2, 1, a.data(), 2, b.data(), n, 0, result.data(), n);
    c.hash.add(result);
}

void syrk(Case& c) {
    const int n = c.dice.size(300), k = c.dice.size(600);
    const auto order = c.order();
    const auto t = c.transpose();
    const int lda = leading(order, t, n, k) + c.padding(), ldc = n + c.padding();
    const Numbers a = c.numbers(storage(lda, n, k));
    Numbers result = c.numbers(ldc * n);
    c.say("syrk", {n, k, t, lda, ldc});
    const auto triangle = c.triangle();
    const double alpha = c.dice.factor(), beta = c.dice.factor();
    cblas_dsyrk(order, triangle, t, n, k, alpha, a.data(), lda, beta, result.data(), ldc);
    c.hash.add(result);
}

void gemv(Case& c) {
    const int m = c.dice.size(600), n = c.dice.size(600);
    const auto order = c.order();
    const auto t = c.transpose();
    const int lda = leading(order, CblasNoTrans, m, n) + c.padding(), ix = c.stride(), iy = c.stride();
    const Numbers a = c.numbers(storage(lda, m, n)), x = c.numbers(ix * (t == CblasTrans ? m : n));
    Numbers y = c.numbers(iy * (t == CblasTrans ? n : m));
    c.say("gemv", {m, n, t, lda, ix, iy});
    const double alpha = c.dice.factor(), beta = c.dice.factor();
    cblas_dgemv(order, t, m, n, alpha, a.data(), lda, x.data(), ix, beta, y.data(), iy);
    c.hash.add(y);
}

void symv(Case& c) {
    const int n = c.dice.size(500), lda = n + c.padding(), ix = c.stride(), iy = c.stride();
    const Numbers a = c.numbers(lda * n), x = c.numbers(ix * n);
    Numbers y = c.numbers(iy * n);
    c.say("symv", {n, lda, ix, iy});
    const auto order = c.order();
    const auto triangle = c.triangle();
    const double alpha = c.dice.factor(), beta = c.dice.factor();
    cblas_dsymv(order, triangle, n, alpha, a.data(), lda, x.data(), ix, beta, y.data(), iy);
    c.hash.add(y);
}

void trsm(Case& c) {
    const int m = c.dice.size(300), n = c.dice.size(300);
    const auto order = c.order();
    const auto side = c.dice.coin() ? CblasLeft : CblasRight;
    const int size = side == CblasLeft ? m : n, lda = size + c.padding();
    const int ldb = leading(order, CblasNoTrans, m, n) + c.padding();
    Numbers a = c.numbers(lda * size), b = c.numbers(storage(ldb, m, n));
    for (int i = 0; i < size; ++i) a[place(i * lda + i)] += 2.0 + 0.25 * size;
    c.say("trsm", {m, n, side, lda, ldb});
    const auto triangle = c.triangle();
    const auto t = c.transpose();
    const auto diagonal = c.dice.coin() ? CblasUnit : CblasNonUnit;
    const double alpha = c.dice.factor();
    cblas_dtrsm(order, side, triangle, t, diagonal, m, n, alpha, a.data(), lda, b.data(), ldb);
    c.hash.add(b);
}

/// G Gᵀ plus something on the diagonal. It is positive definite, except in one case of eight.
Numbers symmetric(Case& c, int n, int lda) {
    const Numbers g = c.numbers(n * n, false);
    Numbers a = c.numbers(lda * n, false);
    cblas_dsyrk(CblasColMajor, CblasLower, CblasNoTrans, n, n, 1.0, g.data(), n, 0.0, a.data(), lda);
    for (int i = 0; i < n; ++i) {
        for (int j = 0; j < i; ++j) a[place(i * lda + j)] = a[place(j * lda + i)];
        a[place(i * lda + i)] += c.dice.below(8 * n) == 0 ? -1.0 : 0.1;
    }
    return a;
}

void cholesky(Case& c) {
    const int n = c.dice.size(350), lda = n + c.padding(), columns = c.dice.size(20), ldb = n + c.padding();
    Numbers a = symmetric(c, n, lda), b = c.numbers(ldb * columns);
    const char* triangle = c.dice.coin() ? "L" : "U";
    int info = 0;
    c.say("potrf", {n, lda, columns, ldb});
    dpotrf_(triangle, &n, a.data(), &lda, &info);
    c.hash.add_one(info);
    if (info != 0) return;
    c.hash.add(a);
    dpotrs_(triangle, &n, &columns, a.data(), &lda, b.data(), &ldb, &info);
    c.hash.add(b);
}

void eigenvalues(Case& c) {
    const int n = c.dice.size(90), lda = n + c.padding(), lwork = 1 + 6 * n + 2 * n * n, liwork = 1;
    Numbers a = symmetric(c, n, lda), values(static_cast<std::size_t>(n)), work(static_cast<std::size_t>(lwork));
    int iwork = 0, info = 0;
    c.say("syevd", {n, lda});
    const char *vectors = c.dice.coin() ? "V" : "N", *triangle = c.dice.coin() ? "L" : "U";
    dsyevd_(vectors, triangle, &n, a.data(), &lda, values.data(), work.data(), &lwork, &iwork, &liwork, &info);
    c.hash.add(values);
    c.hash.add(a);
}

void level1(Case& c) {
    const int n = c.dice.size(3000), ix = c.stride(), iy = c.stride();
    Numbers x = c.numbers(n * ix), y = c.numbers(n * iy);
    c.say("level1", {n, ix, iy});
    c.hash.add_one(cblas_ddot(n, x.data(), ix, y.data(), iy));
    c.hash.add_one(cblas_dnrm2(n, x.data(), ix));
    cblas_daxpy(n, c.dice.factor(), x.data(), ix, y.data(), iy);
    cblas_dscal(n, c.dice.factor(), x.data(), ix);
    c.hash.add(x);
    c.hash.add(y);
}

void elementary(Case& c) {
    using namespace ntk::numeric;
    static constexpr Map* functions[] = {&exp,          &expm1, &log,  &log1p,           &sinpi, &cospi, &arcvers,
                                         &arcvers_dual, &acos,  &asin, &sin_minus_x_cos, &erf,   &tanh};
    const int n = c.dice.size(300), which = c.dice.below(14);
    c.say("elementary", {which, n});
    Numbers x(static_cast<std::size_t>(n)), y(x.size()), result(x.size());
    for (double& v : x) v = c.dice.coin() ? c.dice.any_double() : 8.0 * c.dice.uniform();
    for (double& v : y) v = c.dice.coin() ? c.dice.any_double() : 8.0 * c.dice.uniform();
    if (which < 13)
        functions[which](x.data(), result.data(), x.size());
    else
        atan2(y.data(), x.data(), result.data(), x.size());
    c.hash.add(result);
}

ntk::numeric::Activation activation(Case& c) {
    const auto all = ntk::numeric::known_activations();
    return all[static_cast<std::size_t>(c.dice.below(static_cast<int>(all.size())))].activation;
}

void kernels(Case& c) {
    const ntk::kernels::Architecture a{activation(c), 0.5 + 2.0 * (0.5 + c.dice.uniform()),
                                       c.dice.coin() ? 0.0 : 0.5 + c.dice.uniform()};
    // The kernels of tanh and SiLU cost a thousand terms for each pair of inputs.
    const bool dear = a.activation.kind == ntk::numeric::Activation::Kind::tanh ||
                      a.activation.kind == ntk::numeric::Activation::Kind::silu;
    const int n = c.dice.size(dear ? 9 : 60), m = c.dice.size(dear ? 9 : 60), d = c.dice.size(12);
    const int layers = c.dice.size(dear ? 2 : 12);
    c.say("kernels", {static_cast<int>(a.activation.kind), n, m, d, layers});
    auto x = c.matrix(n, d), z = c.matrix(m, d);
    const auto row = [d](auto& of, int i) {
        return of.data() + static_cast<std::size_t>(i) * static_cast<std::size_t>(d);
    };
    for (int i = 0; i < m; ++i)  // some rows nearly parallel, opposite, zero, tiny, huge
        if (c.dice.below(4) == 0) {
            static constexpr double factors[] = {1.0, -1.0, 0.0, 1e-12, 1e12};
            const double factor = factors[c.dice.below(5)];
            const double* from = row(x, c.dice.below(n));
            for (int k = 0; k < d; ++k)
                row(z, i)[k] = factor * (from[k] + (c.dice.coin() ? 1e-9 * c.dice.uniform() : 0.0));
        }
    const std::vector<std::size_t> depths = {0, static_cast<std::size_t>(layers)};
    for (const auto& pairs : {ntk::kernels::nngp_and_ntk(x, z, a, depths), ntk::kernels::nngp_and_ntk(z, a, depths)})
        for (const auto& pair : pairs) {
            c.hash.add(pair.nngp);
            c.hash.add(pair.ntk);
        }
    c.hash.add(ntk::kernels::gaussian_kernel(x, z, 1.5));
    c.hash.add(ntk::kernels::laplace_kernel(x, z, 1.5));
}

void training(Case& c) {
    const int n = c.dice.size(70), d = c.dice.size(12), width = c.dice.size(130), layers = c.dice.below(4);
    ntk::network::NetworkShape shape;
    shape.inputs = static_cast<std::size_t>(d);
    shape.width = static_cast<std::size_t>(width);
    shape.hidden_layers = static_cast<std::size_t>(layers);
    shape.activation = activation(c);
    shape.parameterization =
        c.dice.coin() ? ntk::network::Parameterization::ntk : ntk::network::Parameterization::standard;
    if (shape.parameterization == ntk::network::Parameterization::ntk && c.dice.coin()) shape.bias_variance = 0.1;
    ntk::training::TrainingRule rule;
    static constexpr ntk::training::Optimizer optimizers[] = {
        ntk::training::Optimizer::gradient_descent, ntk::training::Optimizer::momentum, ntk::training::Optimizer::adam,
        ntk::training::Optimizer::stochastic_gradient};
    rule.optimizer = optimizers[c.dice.below(4)];
    rule.rate = 0.01;
    rule.batch = c.dice.coin() ? 0 : place(1 + c.dice.below(n));
    c.say("training", {static_cast<int>(shape.activation.kind), n, d, width, layers, static_cast<int>(rule.batch)});
    const auto x = c.matrix(n, d);
    ntk::Vector y = ntk::Vector::from_shape({static_cast<std::size_t>(n)});
    for (double& v : y) v = c.dice.uniform();
    const std::uint64_t start = c.dice.bits(), epochs = c.dice.bits();
    ntk::training::Trainer trainer(ntk::network::Network(shape, start, "fuzz"), x, y, rule, epochs, "fuzz");
    for (int step = 0; step < 5; ++step) c.hash.add_one(trainer.step());
    c.hash.add(trainer.network().parameters);
    c.hash.add(ntk::network::empirical_ntk(trainer.network(), x, x));
}

void draws(Case& c) {
    const int rows = c.dice.size(200), columns = c.dice.size(30);
    c.say("draws", {rows, columns});
    const ntk::random::Stream stream(c.dice.bits(), "fuzz");
    c.hash.add(stream.normals(static_cast<std::size_t>(rows), static_cast<std::size_t>(columns)));
    c.hash.add(stream.uniforms(static_cast<std::size_t>(rows), static_cast<std::size_t>(columns)));
    c.hash.add_one(stream.normal(static_cast<std::uint64_t>(c.dice.below(1000))));
}

void run(Case& c) {
    static constexpr void (*kinds[])(Case&) = {gemm,       gemm,    multiply_add, syrk,        gemv,
                                               symv,       trsm,    cholesky,     eigenvalues, level1,
                                               elementary, kernels, training,     draws};
    kinds[c.dice.below(14)](c);
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 4) {
        std::fprintf(stderr, "usage: fuzz SEED FIRST COUNT\n");
        return 2;
    }
    const auto number = [&](int i) { return std::strtoull(arguments[i], nullptr, 10); };
    try {
        ntk::numeric::instruction_set();  // throws here, and not in a case, where NTK_SIMD is wrong
    } catch (const std::exception& error) {
        std::fprintf(stderr, "fuzz: %s\n", error.what());
        return 1;
    }
    for (std::uint64_t i = number(2); i < number(2) + number(3); ++i) {
        Case c{Dice(number(1), i), {}, {}};
        try {
            run(c);
        } catch (const std::exception& error) {
            c.what += std::string(" threw ") + error.what();
        }
        std::printf("%llu %s: %016llx\n", static_cast<unsigned long long>(i), c.what.c_str(), c.hash.value());
        std::fflush(stdout);
    }
}
