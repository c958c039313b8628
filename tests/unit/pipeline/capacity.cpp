// What control groups leave of memory, in folders like those that the kernel, Docker and Slurm make.
#include "pipeline/capacity.hpp"

#include <stdlib.h>

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>

namespace {

namespace fs = std::filesystem;
using ntk::pipeline::control_group_memory;

// /proc/self/cgroup and /sys/fs/cgroup of a machine, in a folder that goes at the end.
struct Machine {
    const fs::path folder = [] {
        std::string name = (fs::temp_directory_path() / "groups.XXXXXX").string();
        BOOST_REQUIRE(mkdtemp(name.data()) != nullptr);
        return fs::path(name);
    }();
    ~Machine() { fs::remove_all(folder); }

    void write(const std::string& name, const std::string& text) const {
        fs::create_directories((folder / name).parent_path());
        std::ofstream(folder / name) << text;
    }
    double left() const { return control_group_memory(folder / "membership", folder / "root"); }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(capacity)

BOOST_FIXTURE_TEST_CASE(no_group_sets_a_limit, Machine) {
    BOOST_TEST(std::isinf(left()));  // no /proc/self/cgroup at all
    write("membership", "0::/user.slice\n");
    write("root/user.slice/memory.max", "max\n");
    write("root/user.slice/memory.current", "500\n");
    BOOST_TEST(std::isinf(left()));
}

BOOST_FIXTURE_TEST_CASE(a_limit_of_a_group_above_binds, Machine) {
    // Slurm's form, version 2: the job has the limit, the step below it none.
    write("membership", "0::/system.slice/slurmstepd.scope/job_7/step_0/user/task_0\n");
    const std::string job = "root/system.slice/slurmstepd.scope/job_7/";
    write(job + "memory.max", "1000\n");
    write(job + "memory.current", "700\n");
    write(job + "memory.stat", "anon 600\nfile 100\n");
    write(job + "step_0/memory.max", "max\n");
    write(job + "step_0/memory.current", "700\n");
    BOOST_TEST(left() == 400);
    write(job + "step_0/user/memory.max", "750\n");
    write(job + "step_0/user/memory.current", "690\n");
    BOOST_TEST(left() == 60);
}

BOOST_FIXTURE_TEST_CASE(a_container_sees_its_own_limit_at_the_root, Machine) {
    write("membership", "0::/\n");
    write("root/memory.max", "1000\n");
    write("root/memory.current", "250\n");
    BOOST_TEST(left() == 750);
}

BOOST_FIXTURE_TEST_CASE(version_1_has_a_hierarchy_for_memory, Machine) {
    write("membership", "5:cpu,cpuacct:/docker/a\n4:memory:/docker/b\n3:pids:/docker/c\n");
    write("root/memory/docker/b/memory.limit_in_bytes", "5000\n");
    write("root/memory/docker/b/memory.usage_in_bytes", "3000\n");
    write("root/memory/docker/b/memory.stat", "cache 500\nrss 2500\n");
    write("root/memory/docker/a/memory.limit_in_bytes", "1\n");  // a group of another hierarchy
    write("root/memory/docker/a/memory.usage_in_bytes", "1\n");
    BOOST_TEST(left() == 2500);
}

BOOST_AUTO_TEST_SUITE_END()
