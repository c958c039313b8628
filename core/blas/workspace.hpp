// Memory that is kept from call to call, so that an operation allocates nothing once it has run. Each thread needs its
// own.
#pragma once

#include <cstddef>
#include <new>

#include "core/blas/view.hpp"

namespace ntk::blas {

class Workspace {
public:
    Workspace() = default;
    Workspace(const Workspace&) = delete;
    Workspace& operator=(const Workspace&) = delete;
    ~Workspace() { release(); }

    /// At least `count` doubles, aligned to a cache line, with any content. They are valid until the next call.
    double* reserve(Index count) {
        if (count > size_) {
            release();
            data_ = static_cast<double*>(::operator new(static_cast<std::size_t>(count) * sizeof(double), alignment));
            size_ = count;
        }
        return data_;
    }

private:
    static constexpr std::align_val_t alignment{64};

    void release() {
        if (data_ != nullptr) ::operator delete(data_, alignment);
        data_ = nullptr;
        size_ = 0;
    }

    double* data_ = nullptr;
    Index size_ = 0;
};

}  // namespace ntk::blas
