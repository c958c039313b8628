// The methods whose errors are compared: the rows of the authors' table, and beside them the networks of infinite
// width.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/studies/authors/claims.hpp"
#include "core/studies/authors/kernels.hpp"

namespace ntk::studies::authors {

struct Method {
    std::string name, family;
    std::size_t hidden_layers, width;  // 0 where the method has none
    std::vector<double> rmse;          // by trial
};

/// The methods with their errors in a column of the table, in the table's order.
inline std::vector<Method> methods(const Observations& observations, std::size_t column) {
    constexpr const char* families[] = {"NNGP",  "NNGP",  "NTK A", "NTK A",  "NTK B",
                                        "NTK B", "NTK J", "NTK J", "Laplace"};
    std::vector<Method> result;
    for (std::size_t k = 0; k < kernel_count; ++k)
        result.push_back({kernel_names[k], families[k], kernel_layers(k), 0, observations.kernel(column, k)});
    for (const Width width : {Width::finite, Width::infinite})
        for (const std::size_t layers : {std::size_t{1}, std::size_t{2}}) {
            const std::string name = "NN" + std::to_string(layers);
            const bool finite = width == Width::finite;
            result.push_back({finite ? name : name + ", infinite", finite ? "network" : "infinite network", layers,
                              finite ? observations.widest(layers, settings[column].law).width : 0,
                              observations.network(column, layers, width)});
        }
    return result;
}

}  // namespace ntk::studies::authors
