#include <fcntl.h>
#include <malloc.h>

#include <exception>
#include <iostream>
#include <new>
#include <string>
#include <vector>

#include "core/error/error.hpp"
#include "core/numeric/dispatch.hpp"
#include "core/numeric/parallel.hpp"
#include "pipeline/build_info.hpp"
#include "pipeline/commands/commands.hpp"
#include "pipeline/commands/options.hpp"
#include "pipeline/suggestion.hpp"

namespace {

// Names a key to the user: an option of the chosen subcommand by its flag, any other key as a study file's parameter.
std::string name_of(const CLI::App& app, const std::string& key) {
    const std::string flag = ntk::pipeline::flag_of(key);
    for (const CLI::App* command : app.get_subcommands())
        if (command->get_option_no_throw(flag) != nullptr) return flag;
    return ntk::parameter_name(key);
}

// Which command or option is mistyped, in words; empty where none is.
std::string mistyped(const CLI::App& app, int argc, char** argv) {
    const auto names = [](const auto& all, const auto& name) {
        std::vector<std::string> result;
        for (const auto* each : all) result.push_back(name(*each));
        return result;
    };
    const auto chosen = app.get_subcommands();
    if (chosen.empty() && argc > 1 && argv[1][0] != '-')
        return "there is no command " + ntk::shown(argv[1]) +
               ntk::pipeline::suggestion(
                   argv[1], names(app.get_subcommands({}), [](const CLI::App& command) { return command.get_name(); }));
    for (int i = 2; i < argc && !chosen.empty(); ++i) {
        const std::string word = argv[i], flag = word.substr(0, word.find('='));
        if (word.starts_with("--") && chosen.front()->get_option_no_throw(flag) == nullptr)
            return "ntk " + chosen.front()->get_name() + " has no option " + ntk::shown(flag) +
                   ntk::pipeline::suggestion(flag, names(chosen.front()->get_options({}),
                                                         [](const CLI::Option& option) { return option.get_name(); }));
    }
    return "";
}

// A file opened later must not take the number of a standard stream that is closed, and with it what is printed there.
void occupy_closed_streams() {
    for (int stream = 0; stream <= 2; ++stream)
        if (fcntl(stream, F_GETFD) == -1 && open("/dev/null", O_RDONLY) != stream) return;
}

// Stages take and give back the same few megabytes again and again. Where the allocator returns those to the system
// each time, their pages must be mapped and cleared anew, and that has cost more than a short training itself.
void keep_freed_memory() {
    constexpr int kept = 1 << 30, largest_mapped_alone = 32 << 20;  // bytes; glibc takes no more for the latter
    mallopt(M_TRIM_THRESHOLD, kept);
    mallopt(M_MMAP_THRESHOLD, largest_mapped_alone);
}

int run(int argc, char** argv) {
    CLI::App app("The neural tangent kernel against the networks it describes", "ntk");
    app.require_subcommand(1);
    app.set_version_flag("--version", "ntk " + std::string(ntk::pipeline::build::version) + ", core " +
                                          std::string(ntk::pipeline::build::sources));
    app.footer("Exit status: 0 done, 1 a hash is not the expected one, 2 wrong use or bad input, 3 interrupted.");
    int status = ntk::pipeline::exit_done;
    ntk::pipeline::add_reproduce(app, status);
    ntk::pipeline::add_verify(app, status);
    ntk::pipeline::add_study(app, status);
    ntk::pipeline::add_compare(app, status);
    ntk::pipeline::add_kernel(app, status);
    ntk::pipeline::add_predict(app, status);
    ntk::pipeline::add_info(app, status);
    try {
        // A wrong NTK_SIMD or NTK_THREADS is found before any work.
        app.parse_complete_callback([] { ntk::numeric::instruction_set(), ntk::numeric::thread_count(); });
        app.parse(argc, argv);
        return status;
    } catch (const CLI::Success& help) {
        return app.exit(help);
    } catch (const CLI::ParseError& error) {
        if (const std::string wrong = mistyped(app, argc, argv); !wrong.empty())
            std::cerr << "ntk: error: " << wrong;
        else
            std::cerr << "ntk: error: " << ntk::one_line(error.what());
        const auto chosen = app.get_subcommands();
        std::cerr << "; see ntk " << (chosen.empty() ? "" : chosen.front()->get_name() + " ") << "--help\n";
    } catch (const std::bad_alloc&) {
        std::cerr << "ntk: error: the memory does not suffice; use fewer rows or a smaller width\n";
    } catch (const ntk::Error& error) {
        const auto name = [&](const std::string& key) { return name_of(app, key); };
        std::cerr << "ntk: error: " << ntk::sentence(error.facts(), name) << "\n";
    } catch (const std::exception& error) {
        std::cerr << "ntk: error: " << ntk::one_line(error.what()) << "\n";
    }
    return ntk::pipeline::exit_wrong;
}

}  // namespace

int main(int argc, char** argv) {
    occupy_closed_streams();
    keep_freed_memory();
    const int status = run(argc, argv);
    std::cout.flush();
    if (std::cout) return status;
    std::cerr << "ntk: error: standard output cannot be written to its end; see whether its disk is full\n";
    return status == ntk::pipeline::exit_done ? ntk::pipeline::exit_wrong : status;
}
