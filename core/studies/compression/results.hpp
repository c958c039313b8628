// Everything that the study `compression` has found, as figures and report read it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/numeric/log.hpp"
#include "core/statistics/slope.hpp"
#include "core/statistics/student.hpp"
#include "core/studies/compression/compression.hpp"

namespace ntk::studies::compression {

/// Where problems came from: a mixture of some dimension, or a table.
struct Place {
    std::string name;
    std::size_t dimension;  // 0: a table
};

class Results {
public:
    Results(const nlohmann::json& parameters, const flow::Inputs& inputs)
        : replicates(parameters.at("replicates").get<std::size_t>()),
          draws(parameters.at("draws").get<std::size_t>()),
          weights(families(parameters.at("zeros").get<std::vector<double>>())),
          inputs_(inputs) {
        for (const auto& place : parameters.at("places"))
            places.push_back({place.at("name").get<std::string>(), place.at("dimension").get<std::size_t>()});
    }

    /// One value a replicate: entry i of an array of the stage `role` at a place. What is measured on a table's
    /// training rows is shared by splits in proportion to how many of its rows they train on, errors to how many they
    /// test on.
    statistics::Draws draws_of(const char* role, std::size_t place, const std::string& array, std::size_t i = 0) const {
        statistics::Draws result;
        for (std::size_t r = 0; r < replicates; ++r)
            result.values.push_back(inputs_.at(role, {place, r}).arrays.at(array).flat(i));
        if (places[place].dimension == 0) {
            const auto& rows = inputs_.at(role, {place, 0}).arrays.at("rows");
            result.reuse = array.ends_with("error") ? rows(1) / rows(0) : rows(0) / rows(1);
        }
        return result;
    }
    statistics::Sample sample(const char* role, std::size_t place, const std::string& array, std::size_t i = 0) const {
        return statistics::summarize(draws_of(role, place, array, i));
    }

    bool has_networks(std::size_t place) const { return inputs_.has("networks", {place, 0}); }
    /// The last place of a mixture that has networks. There is one.
    std::size_t largest_with_networks() const {
        std::size_t found = 0;
        for (std::size_t k = 0; k < places.size(); ++k)
            if (places[k].dimension > 0 && has_networks(k)) found = k;
        return found;
    }
    /// The last place of a mixture.
    std::size_t largest() const {
        std::size_t found = 0;
        while (found + 1 < places.size() && places[found + 1].dimension > 0) ++found;
        return found;
    }
    /// An array of the first replicate there.
    const xt::xarray<double>& spectrum(const char* role, const std::string& array) const {
        return inputs_.at(role, {largest_with_networks(), 0}).arrays.at(array);
    }

    /// The power of the dimension, fitted to each replicate of the mixtures by itself, as which an array of the stage
    /// `limit` goes.
    statistics::Sample power(const std::string& array) const {
        std::vector<double> powers;
        for (std::size_t r = 0; r < replicates; ++r) {
            std::vector<double> x, y;
            for (std::size_t k = 0; k <= largest(); ++k) {
                x.push_back(numeric::log(static_cast<double>(places[k].dimension)));
                y.push_back(numeric::log(inputs_.at("limit", {k, r}).arrays.at(array)()));
            }
            powers.push_back(statistics::least_squares_line(x, y).slope);
        }
        return statistics::summarize(powers);
    }

    /// The logarithm of a family's distance over that of dense networks, both of all their networks.
    statistics::Sample over_dense(std::size_t place, const Family& family, const std::string& kernel) const {
        const std::string array = "." + kernel + ".distance";
        const std::size_t last = checkpoints() - 1;
        statistics::Draws ratio = draws_of("networks", place, family.name + array, last);
        const statistics::Draws dense = draws_of("networks", place, weights[0].name + array, last);
        for (std::size_t r = 0; r < replicates; ++r) ratio.values[r] = numeric::log(ratio.values[r] / dense.values[r]);
        return statistics::summarize(ratio);
    }

    std::size_t checkpoints() const {
        std::size_t count = 1;
        for (std::size_t at = 1; at < draws; at *= 2) ++count;
        return count;
    }

    const std::size_t replicates, draws;
    const std::vector<Family> weights;  // dense first, quantised last
    std::vector<Place> places;

private:
    const flow::Inputs& inputs_;
};

}  // namespace ntk::studies::compression
