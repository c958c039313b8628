# The scripts here source this. It gives each test a folder of its own, which is removed at the end, and a way to fail.
set -u -o pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

# expect STATUS COMMAND…: runs the command into the files out and err, and fails where its exit status is another.
expect() {
  local wanted=$1 status=0
  shift
  "$@" > out 2> err || status=$?
  [ "$status" = "$wanted" ] || fail "exit status $status, expected $wanted: $*
$(tail -n 5 out err)"
}

# python_with MODULE…: prints the name of a Python that has these modules. Fails, and says so, where there is none.
python_with() {
  local python modules
  modules=$(IFS=,; echo "$*")
  for python in python3 /usr/bin/python3; do
    "$python" -c "import $modules" 2> /dev/null && { echo "$python"; return; }
  done
  echo "no Python here has $modules" >&2
  return 1
}
