#!/bin/bash
# paper_page.sh NTK: makes the whole paper from a run of the profile quick. The page stands alone and says that it is
# from quick. Its pictures have the expected hashes, the same in two runs, and a picture that differs is named.
ntk=$1
root=$(cd "$(dirname "$0")/../.." && pwd)
. "$(dirname "$0")/common.sh"
set -e
cd "$root"

"$ntk" reproduce --profile quick --results "$work" >"$work/log" 2>&1 || { cat "$work/log" >&2; fail "ntk reproduce failed"; }
results=$work/quick
paper/build "$results" || fail "the paper was not built"
page=$results/paper.html

# The page fetches nothing: it has no script, no src, and no stylesheet or picture from elsewhere. Addresses are only in
# links.
if grep -noE '<(script|link|img|iframe|object|embed|source|video|audio|base)\b[^>]*' "$page"; then fail "the page has elements that load"; fi
if grep -noE "(src|srcset|poster|action|xlink:href)=[\"'][^#]|@import|url\([^#)]*" "$page"; then fail "the page loads something"; fi
if grep -oE '<[a-z]+ [^>]*href="[a-z]+:[^"]*"' "$page" | grep -vE '^<a '; then fail "an address outside a link"; fi
if grep -oE 'href="[a-z]+:[^"]*"' "$page" | grep -vE 'href="https://'; then fail "a link to an odd address"; fi

# Links within the page lead somewhere, and no id stands twice.
grep -oE ' id="[^"]+"' "$page" | sort >"$work/ids"
[ -z "$(uniq -d "$work/ids")" ] || fail "ids stand twice: $(uniq -d "$work/ids" | tr '\n' ' ')"
for target in $(grep -oE 'href="#[^"]+"' "$page" | sed 's/href="#//; s/"//' | sort -u); do
  grep -qF " id=\"$target\"" "$work/ids" || fail "a link to #$target leads nowhere"
done

grep -q 'class="banner"' "$page" || fail "the page does not say that it is from quick"
figures=$(grep -c '\.narrow"' paper/expected/quick.pictures.json)
[ "$(grep -c '<figure id="fig-' "$page")" = "$figures" ] || fail "the page has not each of the $figures figures once"
for claim in C1 C2 C3; do grep -Eq "<th[^>]*>$claim</th>" "$page" || fail "the table of claims lacks $claim"; done

tests/browser/run.sh "$page" build/screenshots "$ntk" paper || fail "the page does not fit a screen or the printer's page"

paper/check-pictures "$results" quick || fail "pictures are not as expected"
cp "$page" "$work/first.html"
cp "$results/pictures.json" "$work/first.json"
paper/build "$results" >"$work/log"
cmp "$work/first.json" "$results/pictures.json" || fail "two runs give two sets of pictures"
cmp "$work/first.html" "$page" || fail "two runs give two pages"

# Where the demo lies beside it, each figure links to its own verification.
if grep -q 'demo.html' "$page"; then fail "a link to a demo that is not there"; fi
touch "$results/demo.html"
paper/build "$results" >"$work/log"
[ "$(grep -oE 'href="demo.html#verify\?figure=[a-z-]+"' "$page" | sort -u | wc -l)" = "$figures" ] || fail "not every figure links to the demo"

# One number, changed in its fourth digit, must turn the check red.
sed -i 's/"gap":0\.\([0-9]\{3\}\)[0-9]/"gap":0.\19/' "$results/figures/gap.json"
paper/build "$results" >"$work/log"
if paper/check-pictures "$results" quick 2>"$work/log"; then fail "a changed figure was not noticed"; fi
grep -q "figure gap differs" "$work/log" || fail "the changed figure was not named: $(cat "$work/log")"
status=0
paper/check-pictures "$results" no-such-profile 2>"$work/log" || status=$?
[ $status = 2 ] || fail "an unknown profile gives status $status, not 2"
echo "paper_page.sh: the page stands alone, its pictures are as expected"
