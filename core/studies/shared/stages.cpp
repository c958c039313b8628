#include "core/studies/shared/stages.hpp"

namespace ntk::studies::shared {

const std::vector<flow::NamedFunction> functions = {{"dataset", dataset},
                                                    {"split", split},
                                                    {"kernel-regression", kernel_regression},
                                                    {"learning-rates", learning_rates},
                                                    {"train", train}};

}  // namespace ntk::studies::shared
