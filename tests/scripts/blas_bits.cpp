// Prints a hash of every result of core/blas over a fixed set of problems: blas_bits.sh compares it between instruction
// sets and numbers of threads. (It also compiles with em++, for a look at WebAssembly.)

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <exception>
#include <vector>

#include "core/blas/cblas.h"
#include "core/blas/lapack.h"

namespace {

using Vector = std::vector<double>;

/// Numbers in [-0.5, 0.5), some of them subnormal or -0.
Vector numbers(int count) {
    static std::uint64_t state = 1;
    Vector x(static_cast<std::size_t>(count));
    for (double& v : x) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        v = static_cast<double>(state >> 11) / 9007199254740992.0 - 0.5;
        if ((state >> 33) % 97 == 0) v *= 1e-310;
        if ((state >> 33) % 89 == 0) v = -0.0;
    }
    return x;
}

/// FNV-1a.
class Hash {
public:
    void add(const Vector& x) {
        for (const double v : x) {
            std::uint64_t bits;
            std::memcpy(&bits, &v, sizeof bits);
            for (int byte = 0; byte < 8; ++byte) value_ = (value_ ^ (bits >> (8 * byte) & 255)) * 1099511628211u;
        }
    }
    unsigned long long value() const { return value_; }

private:
    std::uint64_t value_ = 14695981039346656037u;
};

constexpr int sizes[] = {1, 3, 8, 17, 24, 64, 100, 257};

void products(Hash& hash) {
    for (const int m : sizes)
        for (const int n : sizes)
            for (const int k : sizes)
                for (int way = 0; way < 4; ++way) {
                    const bool rows = (m + n) % 2, ta = way & 1, tb = way & 2;
                    const Vector a = numbers(m * k), b = numbers(k * n);
                    Vector c = numbers(m * n);
                    cblas_dgemm(rows ? CblasRowMajor : CblasColMajor, ta ? CblasTrans : CblasNoTrans,
                                tb ? CblasTrans : CblasNoTrans, m, n, k, way == 3 ? 0.3 : 1, a.data(),
                                rows != ta ? k : m, b.data(), rows != tb ? n : k, way % 3 * 0.5, c.data(),
                                rows ? n : m);
                    hash.add(c);
                }
}

void decompositions(Hash& hash, int n) {
    const Vector g = numbers(n * n);
    Vector a(g.size());
    cblas_dsyrk(CblasRowMajor, CblasUpper, CblasNoTrans, n, n, 1, g.data(), n, 0, a.data(), n);
    for (int i = 0; i < n; ++i) a[static_cast<std::size_t>(i * n + i)] += 1;
    Vector factor = a, solution = numbers(3 * n);
    int info = 0;
    const int three = 3;
    dpotrf_("L", &n, factor.data(), &n, &info);
    hash.add(factor);
    dpotrs_("L", &n, &three, factor.data(), &n, solution.data(), &n, &info);
    hash.add(solution);
    const int lwork = 1 + 6 * n + 2 * n * n, liwork = 1;
    int iwork = 0;
    Vector values(static_cast<std::size_t>(n)), work(static_cast<std::size_t>(lwork));
    dsyevd_("V", "L", &n, a.data(), &n, values.data(), work.data(), &lwork, &iwork, &liwork, &info);
    hash.add(values);
    hash.add(a);
    const Vector x = numbers(n);
    Vector y = numbers(n);
    cblas_dsymv(CblasRowMajor, CblasLower, n, 1.5, g.data(), n, x.data(), 1, 0.5, y.data(), 1);
    hash.add(y);
    hash.add({cblas_ddot(n, x.data(), 1, y.data(), 1), cblas_dnrm2(n, x.data(), 1)});
}

}  // namespace

int main() {
    try {
        Hash hash;
        products(hash);
        for (const int n : sizes) decompositions(hash, n);
        std::printf("%016llx\n", hash.value());
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "blas_bits: %s\n", error.what());
        return 1;
    }
}
