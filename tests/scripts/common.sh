# Sourced by the scripts here: a folder of its own for each test, removed at the end, and how a test fails.
set -u -o pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# expect STATUS COMMAND…: runs it into the files out and err; fails where its exit status is another.
expect() {
  local wanted=$1 status=0
  shift
  "$@" > out 2> err || status=$?
  [ "$status" = "$wanted" ] || fail "exit status $status, expected $wanted: $*
$(tail -n 5 out err)"
}

# python_with MODULE…: prints the name of a Python that has them; fails, saying so, where there is none.
python_with() {
  local python modules
  modules=$(IFS=,; echo "$*")
  for python in python3 /usr/bin/python3; do
    "$python" -c "import $modules" 2> /dev/null && { echo "$python"; return; }
  done
  echo "no Python here has $modules" >&2
  return 1
}
