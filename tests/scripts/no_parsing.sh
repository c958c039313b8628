#!/bin/bash
# no_parsing.sh SOURCE_DIR
#
# An error's text is for people: nothing in core, pipeline, wasm and the page reads anything out of it. In C++ what() is
# either said as it is (<< error.what()) or becomes a fact of another error (problem = error.what()), and nothing else is
# done with it; there is no regular expression at all. In JavaScript nothing is looked for in a message. A stage's name is
# for people too, and may hold a user's texts: nothing takes it apart, in C++, JavaScript or Lua.
# First the check must prove that it can fail.
. "$(dirname "$0")/common.sh"
source_dir=$1

# Each reads lines FILE:LINE:TEXT and prints those that look into an error's text.
in_cpp() {
  sed -E 's/(<< |problem = |<< (ntk::)?one_line\()[a-z]+\.what\(\)([;,)}]| <<)/\1said\3/g; s/facts_?(\(\))?\.remedies\.[a-z_]+/remedies/g' |
    grep -E '[.>]what\(\)|std::w?(regex|smatch|cmatch)|#include *<regex>|\b(problem|message)\.(r?find|substr|starts_with|ends_with|compare|at)\b'
}
in_javascript() {
  local look='match|matchAll|replace|replaceAll|split|search|includes|indexOf|lastIndexOf|startsWith|endsWith|slice|substring|at|charAt'
  grep -E "\b(message|problem)\??\.($look)\(|\.(test|exec)\((error|[a-z.]*\.?(message|problem))\)|\berror\??\.($look)\("
}

in_names() {
  local look='r?find|find_first_of|substr|starts_with|ends_with|compare|match|matchAll|replace|split|search|includes|indexOf|startsWith|endsWith|slice|substring|sub|gsub'
  grep -E "\b(stage|stage\.name|stages\[[^]]*\]\.name)[.:]($look)\b|\b(split|start|trial|width|replicate)=\(?\\\\d|'/(figures|tables|split)"
}

refused() {
  [ -n "$(echo "$2" | $1)" ] || fail "not noticed: $2"
}
passed() {
  [ -z "$(echo "$2" | $1)" ] || fail "no parsing: $2"
}
refused in_cpp 'a.cpp:1:    const std::string what = error.what();'
refused in_cpp 'a.cpp:1:    if (std::string(error.what()).find("row") != npos) return;'
refused in_cpp 'a.cpp:1:    std::cerr << std::string(error.what()).substr(3);'
refused in_cpp 'a.cpp:1:    const std::regex pattern("--[a-z]+");'
refused in_cpp 'a.cpp:1:    if (error.facts().problem.find("row") != std::string::npos) return 1;'
refused in_cpp 'a.cpp:1:    if (facts.problem.starts_with("row")) return 1;'
passed in_cpp 'a.cpp:1:    std::cerr << "ntk: error: " << error.what() << "\n";'
passed in_cpp 'a.cpp:1:    std::cerr << ntk::one_line(error.what()) << "\n";'
passed in_cpp 'a.cpp:1:    throw Error({.problem = error.what(), .stage = stage.name});'
refused in_javascript 'a.js:1:    const line = Number(message.match(/:(\d+): /)?.[1]);'
refused in_javascript 'a.js:1:    const option = error.message.split(" ")[0];'
refused in_javascript 'a.js:1:    if (/rows/.test(error.message)) return;'
refused in_javascript 'a.js:1:    const found = pattern.exec(message);'
refused in_javascript 'a.js:1:    text = facts.problem.replaceAll("a", "b");'
refused in_javascript 'a.js:1:    .catch((error) => error.includes("memory"))'
passed in_javascript 'a.js:1:    this.element("status").textContent = error.message;'
passed in_javascript "a.js:1:    const wrong = problem || limit;"
refused in_names 'a.cpp:1:    if (stage.name.starts_with("depth/")) return;'
refused in_names 'a.cpp:1:    const auto group = work.stages[i].name.substr(0, 3);'
refused in_names 'a.js:1:    const split = name.match(/\/split=(\d+)/);'
refused in_names "a.lua:1:  local study = stage:match \"^[^/]+\""
refused in_names "a.js:1:    const group = stage.name.split('/');"
passed in_names 'a.cpp:1:    const auto found = manifest.artifacts.find(stage.name);'

cd "$source_dir"
find core pipeline wasm -name '*.[ch]pp' > "$work/cpp"
find wasm paper/figures -name node_modules -prune -o -name '*.js' -print -o -name '*.mjs' -print > "$work/javascript"
[ "$(wc -l < "$work/cpp")" -gt 100 ] && [ "$(wc -l < "$work/javascript")" -gt 30 ] || fail "there are no sources in $source_dir"
found=$(xargs -a "$work/cpp" grep -nH '' | in_cpp; xargs -a "$work/javascript" grep -nH '' | in_javascript)
[ -z "$found" ] || fail "an error's text is read as data:
$found"
found=$(cat "$work/cpp" "$work/javascript" | xargs grep -nH '' paper/*.lua paper/*.mjs | in_names)
[ -z "$found" ] || fail "a stage's name is read as data:
$found"
echo "no_parsing.sh: $(cat "$work/cpp" "$work/javascript" | wc -l) sources say errors and do not read them"
