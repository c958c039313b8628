#include "core/studies/authors/kernels.hpp"
#include "core/numeric/arrays.hpp"

#include "core/kernels/controls.hpp"
#include "core/numeric/mirror.hpp"
#include "core/numeric/parallel.hpp"
#include "core/numeric/reduce.hpp"
#include "core/studies/authors/kernel_row.hpp"

namespace ntk::studies::authors {

std::vector<Matrix> nine_kernels(const Matrix& x, Correlation correlation) {
    const std::size_t n = x.shape(0), d = x.shape(1);
    std::vector<Matrix> result;
    for (std::size_t kernel = 0; kernel < k1; ++kernel) result.push_back(Matrix::from_shape({n, n}));
    result.push_back(kernels::laplace_kernel(x, x, 6.0));
    result[k1] *= 2.0;

    std::vector<double> squares(n);
    for (std::size_t i = 0; i < n; ++i) squares[i] = numeric::sum_of_squares(&x(i, 0), d);
    numeric::parallel_for(n, 32, [&](std::size_t begin, std::size_t end) {
        std::vector<double> g(n);
        for (std::size_t i = begin; i < end; ++i) {
            for (std::size_t j = 0; j <= i; ++j) g[j] = numeric::dot(&x(i, 0), &x(j, 0), d);
            KernelRow row{i + 1,
                          static_cast<double>(d),
                          correlation == Correlation::root_put_back,
                          g.data(),
                          squares[i],
                          squares.data(),
                          {}};
            for (std::size_t kernel = 0; kernel < k1; ++kernel) row.kernels[kernel] = &result[kernel](i, 0);
            fill_kernels(row);
        }
    });
    for (std::size_t kernel = 0; kernel < k1; ++kernel) numeric::mirror(result[kernel]);
    return result;
}

}  // namespace ntk::studies::authors
