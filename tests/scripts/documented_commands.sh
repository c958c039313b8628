#!/bin/bash
# Every command of the READMEs, CONTRIBUTING.md and the paper's "How to verify" does what it says, or is named below
# with the test that runs it instead. The commands are read from the documents: from fenced blocks, and from code within
# the text that begins as a command.
#   documented_commands.sh SOURCE_FOLDER BUILD_FOLDER
source_folder=$1 build_folder=$2
. "$(dirname "$0")/common.sh"

# Makes the source folder as a reader sees it, with the build under test. What a command writes stays in this test's
# folder.
for entry in "$source_folder"/*; do
  case ${entry##*/} in build | results) ;; *) ln -s "$entry" . ;; esac
done
mkdir build && ln -s "$build_folder" build/release
# Puts something in the place of what is the reader's own: tables, a folder that machines share, a seed, a test, a part.
awk 'BEGIN { srand(1); print "a,b,COLUMN"; for (i = 0; i < 150; ++i) { a = rand(); b = rand(); print a "," b "," 3 * a + b * b } }' > DATA.csv
cp DATA.csv TRAIN.csv && cp DATA.csv TEST.csv && cut -d, -f1,2 DATA.csv > X.csv
echo "int  main(){}" > FILE
placeholders='s|/shared/|shared/|; s|\<SEED$|1|; s|\<one_name$|rooms|; s|\<I/N\>|1/2|; s|\<FILE$|certificate.json|; s|-i certificate.json|-i FILE|'

# commands: prints the commands of the document on standard input, each on a line of its own.
commands() {
  awk '/^```/ { fenced = !fenced; session = 0; other = fenced && $0 != "```"; next }
       other { next }  # another language, which the fence names
       fenced && /^\$ / { session = 1; print substr($0, 3); next }  # a session: commands, and what they print
       fenced && session { next }
       fenced { sub(/ +# .*/, ""); if (NF) print; next }
       { text = text " " $0 }
       END { n = split(text, spans, "`"); for (i = 2; i <= n; i += 2) print "within the text: " spans[i] }' |
    while read -r command; do
      case $command in
        "within the text: "*) command=${command#within the text: }; is_command $command || continue ;;
      esac
      echo "$command" | sed "s|^ntk |build/release/pipeline/ntk |; $placeholders"
    done
}
is_command() {
  while [[ ${1-} =~ ^[A-Z]+=. ]]; do shift; done
  case ${1-} in
    ntk | cmake | ctest | node | python3 | clang-format | sbatch) [ $# -gt 1 ] ;;
    */*) [ -f "$1" ] && [ -x "$1" ] ;;
    *) false ;;
  esac
}

# begins PATTERN COMMAND…: of a long command it is enough that within some seconds it prints a line of PATTERN, which
# shows that some of its work is done. One that hangs prints none.
begins_within=120
begins() {
  local pattern=$1 status child
  shift
  "$@" > out 2> err &
  child=$!
  for _ in $(seq $((5 * begins_within))); do
    grep -q "$pattern" out || ! kill -0 $child 2> /dev/null && break
    sleep 0.2
  done
  { kill -KILL $child; wait $child; } 2> /dev/null
  status=$?
  { [ $status = 0 ] || [ $status = 137 ]; } && grep -q "$pattern" out ||
    fail "exit status $status, and no line \"$pattern\" within $begins_within s: $*
$(tail -n 5 out err)"
}
if (begins_within=1; begins "done" sleep 100) 2> /dev/null; then fail "a command that hangs is not noticed"; fi
# lists ARGUMENTS…: the build has tests that ctest chooses by these arguments.
lists() {
  expect 0 ctest --preset release --show-only "$@"
  grep -q "^Total Tests: [1-9]" out || fail "no test for ctest $*"
}
# elsewhere TEST-OR-SCRIPT COMMAND…: a long command is run by that test or script. Here COMMAND must pass instead.
elsewhere() {
  if [[ $1 = */* ]]; then [ -x "$1" ] || fail "there is no $1"; else lists -R "^$1\$"; fi
  shift
  "$@"
}

ntk=build/release/pipeline/ntk stage_done='^\[[0-9]*/[0-9]*\] '
try() {
  case $1 in
    "pipeline/reproduce"*) elsewhere tests/fresh_machine expect 0 $1 --help ;;
    "pipeline/verify") elsewhere verify_in_ci expect 0 $1 --help ;;
    "tests/run") elsewhere tests/fresh_machine expect 0 bash -n tests/run ;;
    "tests/run -L "*) elsewhere tests/fresh_machine lists ${1#tests/run} ;;
    "tests/fresh_machine") elsewhere $1 expect 0 bash -n $1 ;;
    "tests/benchmarks/"*) elsewhere ${1%% *} expect 0 $1 --help ;;
    "cmake --preset release && cmake --build --preset release")
      elsewhere tests/run expect 0 sh -c "cmake --list-presets && cmake --list-presets=build"
      [ "$(grep -c '"release"' out)" = 2 ] || fail "no preset release: $(cat out)" ;;
    "cmake --install "* | "cmake -S tests/library "* | "cmake --build build/library" | build/library/*) elsewhere library true ;;
    "ctest --preset release -L unit") elsewhere tests/run lists -L unit ;;
    "ctest --preset release -R build_"*) elsewhere ${1##* } true ;;
    "tests/bits/fuzz.sh "*) elsewhere fuzz expect 0 ${1/ 20000 / 20 } ;;
    "tests/readers/run "*) elsewhere readers_fuzzed expect 0 bash -n tests/readers/run ;;
    "build/release/tests/unit/unit_numeric "*) elsewhere "unit_numeric\..*" begins " ulp" stdbuf -oL $1 ;;
    "tests/browser/run.sh "*) elsewhere browser expect 0 node --check tests/browser/${1##* }.mjs ;;
    "python3 tests/scripts/"*)
      local script=${1#* }
      script=${script%% *}
      elsewhere "$(basename "$script" .py)" expect 0 python3 -c "compile(open('$script').read(), '$script', 'exec')" ;;
    "sbatch "*" pipeline/slurm "*) elsewhere slurm begins "$stage_done" $ntk reproduce --shard 1/16 ${1#* pipeline/slurm } ;;
    "$ntk compare DATA.csv "*) elsewhere compare begins "$stage_done" $1 ;;
    "$ntk reproduce --profile full --plan"*) expect 0 $1 ;;
    "$ntk verify --profile paper"* | "$ntk reproduce --profile full"*) elsewhere pipeline/reproduce begins "$stage_done" $1 ;;
    *"--write-expected"*)
      expect 0 $1 --expected expected
      cmp expected/quick.json paper/expected/quick.json || fail "$1 writes another manifest" ;;
    # Named, not given: the name alone is no command.
    "$ntk compare" | "$ntk study") expect 0 $1 --help ;;
    *) expect 0 timeout 300 bash -c "$1" ;;
  esac
}

verification=$(sed -n '/^# How to verify/,$p' paper/studies.md)
[ -n "$verification" ] || fail "paper/studies.md has no part \"How to verify\""
{ cat README.md */README.md CONTRIBUTING.md && echo "$verification"; } | commands | sort -u > documented
[ "$(wc -l < documented)" -ge 20 ] || fail "only $(wc -l < documented) commands found"
while read -r command; do
  begun=$SECONDS
  try "$command" < /dev/null
  echo "$((SECONDS - begun)) s  $command"
done < documented
