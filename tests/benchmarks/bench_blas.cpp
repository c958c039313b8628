// Times core/blas, or another library with the same names. The script `run` starts one process for each library and
// case in turn and compares. This prints a line for each case: its name, seconds, floating-point operations.
//
//   bench_blas [--peer LIBRARY.so] [--case NAME] [--list]
//
// A case's time is the least of many repetitions (at least 40 ms of them), because what disturbs a run only adds to it.
// Before a product is timed it is checked by the identity C t = A (B t) for a random t, a factor by L L' t = A t, and
// eigenvectors by A V t = V W t. A wrong answer ends the run.

#ifndef __EMSCRIPTEN__
#include <dlfcn.h>
#endif

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <functional>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/blas/cblas.h"
#include "core/blas/lapack.h"

namespace {

std::size_t place(int index) {
    return static_cast<std::size_t>(index);
}

struct Library {
    decltype(&cblas_dgemm) dgemm = &cblas_dgemm;
    decltype(&cblas_dgemv) dgemv = &cblas_dgemv;
    decltype(&cblas_dsyrk) dsyrk = &cblas_dsyrk;
    decltype(&dpotrf_) dpotrf = &dpotrf_;
    decltype(&dsyevd_) dsyevd = &dsyevd_;
};

#ifdef __EMSCRIPTEN__
Library load(const char*) {
    throw std::runtime_error("WebAssembly has no other library to load");
}
#else
Library load(const char* path) {
    void* const handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) throw std::runtime_error(dlerror());
    Library library;
    const auto find = [&]<class F>(const char* name, F& function) {
        void* const symbol = dlsym(handle, name);
        if (symbol == nullptr) throw std::runtime_error(std::string(path) + " has no " + name);
        function = reinterpret_cast<F>(symbol);
    };
    find("cblas_dgemm", library.dgemm);
    find("cblas_dgemv", library.dgemv);
    find("cblas_dsyrk", library.dsyrk);
    find("dpotrf_", library.dpotrf);
    find("dsyevd_", library.dsyevd);
    return library;
}
#endif

using Vector = std::vector<double>;

Vector random_vector(int n) {
    static std::mt19937_64 random(1);
    std::normal_distribution<double> normal;
    Vector x(static_cast<std::size_t>(n));
    for (double& v : x) v = normal(random);
    return x;
}

/// y = A x by plain loops; a(i, j) gives the element.
template <class A>
Vector times(int m, int n, A a, const Vector& x) {
    Vector y(static_cast<std::size_t>(m));
    for (int i = 0; i < m; ++i)
        for (int j = 0; j < n; ++j) y[static_cast<std::size_t>(i)] += a(i, j) * x[static_cast<std::size_t>(j)];
    return y;
}

void expect_close(const std::string& name, const Vector& x, const Vector& y) {
    double difference = 0, size = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        difference = std::max(difference, std::fabs(x[i] - y[i]));
        size = std::max(size, std::fabs(y[i]));
    }
    if (!(difference <= 1e-10 * size)) throw std::runtime_error(name + ": wrong answer");
}

double seconds(const std::function<void()>& work) {
    using Clock = std::chrono::steady_clock;
    double least = INFINITY, total = 0;
    for (int round = 0; round < 5 || (total < 0.04 && round < 100000); ++round) {
        const auto start = Clock::now();
        work();
        const double spent = std::chrono::duration<double>(Clock::now() - start).count();
        least = std::min(least, spent);
        total += spent;
    }
    return least;
}

class Bench {
public:
    /// Runs the case of that name, or all where it is empty. With `list` it only prints the names.
    Bench(const Library& library, std::string name, bool list)
        : library_(library), name_(std::move(name)), list_(list) {}

    /// Times a product. `trans` says what is transposed: "NT" multiplies A (m, k) with the transpose of B (n, k).
    void gemm(const char* trans, int m, int n, int k) {
        const std::string name =
            std::string("gemm ") + trans + " " + std::to_string(m) + "x" + std::to_string(n) + "x" + std::to_string(k);
        if (skip(name)) return;
        const bool ta = trans[0] == 'T', tb = trans[1] == 'T';
        const Vector a = random_vector(m * k), b = random_vector(k * n), t = random_vector(n);
        Vector c(static_cast<std::size_t>(m) * static_cast<std::size_t>(n));
        const auto work = [&] {
            library_.dgemm(CblasRowMajor, ta ? CblasTrans : CblasNoTrans, tb ? CblasTrans : CblasNoTrans, m, n, k, 1,
                           a.data(), ta ? m : k, b.data(), tb ? k : n, 0, c.data(), n);
        };
        work();
        const auto at = [](const Vector& x, int row, int i, int j) { return x[place(i * row + j)]; };
        const Vector bt = times(
            k, n, [&](int i, int j) { return tb ? at(b, k, j, i) : at(b, n, i, j); }, t);
        expect_close(name,
                     times(
                         m, n, [&](int i, int j) { return at(c, n, i, j); }, t),
                     times(
                         m, k, [&](int i, int j) { return ta ? at(a, m, j, i) : at(a, k, i, j); }, bt));
        report(name, seconds(work), 2.0 * m * n * k);
    }

    void gemv(const char* trans, int m, int n) {
        const std::string name = std::string("gemv ") + trans + " " + std::to_string(m) + "x" + std::to_string(n);
        if (skip(name)) return;
        const bool ta = trans[0] == 'T';
        const Vector a = random_vector(m * n), x = random_vector(ta ? m : n);
        Vector y(static_cast<std::size_t>(ta ? n : m));
        const auto work = [&] {
            library_.dgemv(CblasRowMajor, ta ? CblasTrans : CblasNoTrans, m, n, 1, a.data(), n, x.data(), 1, 0,
                           y.data(), 1);
        };
        work();
        expect_close(
            name, y,
            times(
                ta ? n : m, ta ? m : n, [&](int i, int j) { return a[place(ta ? j * n + i : i * n + j)]; }, x));
        report(name, seconds(work), 2.0 * m * n);
    }

    void syrk(int n, int k) {
        const std::string name = "syrk " + std::to_string(n) + "x" + std::to_string(k);
        if (skip(name)) return;
        const Vector a = random_vector(n * k);
        Vector c(static_cast<std::size_t>(n) * static_cast<std::size_t>(n));
        report(name, seconds([&] {
                   library_.dsyrk(CblasRowMajor, CblasLower, CblasNoTrans, n, k, 1, a.data(), k, 0, c.data(), n);
               }),
               1.0 * n * n * k);
    }

    void potrf(int n) {
        const std::string name = "potrf " + std::to_string(n);
        if (skip(name)) return;
        const Vector a = positive_definite(n), t = random_vector(n);
        Vector l = a;
        int info = 0;
        library_.dpotrf("L", &n, l.data(), &n, &info);
        const auto at = [&](const Vector& x, int i, int j) {
            return x[static_cast<std::size_t>(j) * static_cast<std::size_t>(n) + static_cast<std::size_t>(i)];
        };
        const Vector lt = times(
            n, n, [&](int i, int j) { return j >= i ? at(l, j, i) : 0.0; }, t);
        expect_close(name,
                     times(
                         n, n, [&](int i, int j) { return i >= j ? at(l, i, j) : 0.0; }, lt),
                     times(
                         n, n, [&](int i, int j) { return i >= j ? at(a, i, j) : at(a, j, i); }, t));
        double least = INFINITY;
        for (int round = 0; round < (n > 1500 ? 3 : 10); ++round) {
            l = a;
            least = std::min(least, once([&] { library_.dpotrf("L", &n, l.data(), &n, &info); }));
        }
        report(name, least, 1.0 / 3 * n * n * n);
    }

    void syevd(int n) {
        const std::string name = "syevd " + std::to_string(n);
        if (skip(name)) return;
        const Vector a = positive_definite(n), t = random_vector(n);
        const int lwork = 1 + 6 * n + 2 * n * n, liwork = 3 + 5 * n;
        Vector v, w(static_cast<std::size_t>(n)), work(static_cast<std::size_t>(lwork));
        std::vector<int> iwork(static_cast<std::size_t>(liwork));
        double least = INFINITY;
        for (int round = 0; round < 10; ++round) {
            v = a;
            int info = 0;
            least = std::min(least, once([&] {
                                 library_.dsyevd("V", "L", &n, v.data(), &n, w.data(), work.data(), &lwork,
                                                 iwork.data(), &liwork, &info);
                             }));
        }
        const auto vectors = [&](int i, int j) { return v[place(j * n + i)]; };
        Vector wt = t;
        for (std::size_t i = 0; i < wt.size(); ++i) wt[i] *= w[i];
        expect_close(name,
                     times(
                         n, n, [&](int i, int j) { return a[place(std::min(i, j) * n + std::max(i, j))]; },
                         times(n, n, vectors, t)),
                     times(n, n, vectors, wt));
        report(name, least, 4.0 * n * n * n);
    }

private:
    bool skip(const std::string& name) const {
        if (list_) std::printf("%s\n", name.c_str());
        return list_ || !(name_.empty() || name == name_);
    }

    static void report(const std::string& name, double time, double operations) {
        std::printf("%s\t%.9f\t%.0f\n", name.c_str(), time, operations);
        std::fflush(stdout);
    }

    static double once(const std::function<void()>& work) {
        const auto start = std::chrono::steady_clock::now();
        work();
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }

    /// The lower triangle (column-major) of a random matrix with a dominant diagonal.
    static Vector positive_definite(int n) {
        Vector a = random_vector(n * n);
        for (int i = 0; i < n; ++i) a[place(i * n + i)] = 3 * std::sqrt(n) + 3;
        return a;
    }

    Library library_;
    std::string name_;
    bool list_;
};

void run(Bench& bench) {
    for (const int n : {32, 64, 100, 128, 256, 512, 1024})
        for (const char* trans : {"NN", "NT", "TN", "TT"}) bench.gemm(trans, n, n, n);
    bench.gemm("NN", 2048, 2048, 2048);
    // The products of a layer: forwards x W', backwards d W, and the weights' gradient d' x.
    for (const int width : {64, 128, 256, 512, 1024, 4096})
        for (const int rows : {32, 100, 128, 512}) {
            if (rows == width || (width == 4096 && rows > 128)) continue;
            bench.gemm("NT", rows, width, width);
            bench.gemm("NN", rows, width, width);
            bench.gemm("TN", width, width, rows);
        }
    // The first and the last layer.
    bench.gemm("NT", 100, 64, 10);
    bench.gemm("NT", 100, 1, 64);
    bench.gemm("TN", 64, 10, 100);
    for (const char* trans : {"N", "T"})
        for (const int n : {64, 256, 1000}) bench.gemv(trans, n, n);
    for (const int n : {100, 500, 1000}) bench.syrk(n, n);
    for (const int n : {100, 300, 1000, 2000, 4000}) bench.potrf(n);
    for (const int n : {100, 300}) bench.syevd(n);
}

}  // namespace

int main(int argc, char** argv) {
    try {
        Library library;
        std::string name;
        bool list = false;
        for (int i = 1; i < argc; ++i) {
            const bool more = i + 1 < argc;
            if (std::strcmp(argv[i], "--peer") == 0 && more)
                library = load(argv[++i]);
            else if (std::strcmp(argv[i], "--case") == 0 && more)
                name = argv[++i];
            else if (std::strcmp(argv[i], "--list") == 0)
                list = true;
            else
                throw std::runtime_error("usage: bench_blas [--peer LIBRARY.so] [--case NAME] [--list]");
        }
        Bench bench(library, name, list);
        run(bench);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "bench_blas: %s\n", error.what());
        return 1;
    }
}
