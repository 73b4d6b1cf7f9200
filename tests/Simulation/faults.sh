#!/bin/sh
# Plants each fault of Faults/*.patch in a copy of the tree, and counts the seeds that the simulator needs to find it.
#   tests/Simulation/faults.sh [SEEDS] [PATCH...]     20000 seeds at the most for each fault, unless told otherwise
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
seeds=${1:-20000}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- "$here"/Faults/*.patch
export DOTNET_GCgen0size=4000000

tree=$(mktemp -d)
trap 'git -C "$root" worktree remove --force "$tree"' EXIT
git -C "$root" worktree add -q --detach "$tree" HEAD
project="$tree/tests/Simulation"
program="$project/bin/Release/net10.0"
build() { dotnet build -c Release -v q -nologo -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false "$@" > "$tree/build.log" || { cat "$tree/build.log"; exit 1; }; }
build "$project"

echo "| fault | seeds | found in seed | by |"
echo "|---|---|---|---|"
for patch in "$@"; do
    git -C "$tree" apply "$patch"
    build --no-restore "$tree/host/Live"
    for part in Engine Live; do cp "$tree/host/$part/bin/Release/net10.0/StrategyHost.$part.dll" "$program"; done
    dotnet "$program/StrategyHost.Simulation.dll" --seeds "$seeds" --stop --no-shrink > "$tree/run.log" || true
    count=$(sed -n 's/^\([0-9]*\) seeds in .*/\1/p' "$tree/run.log")
    seed=$(sed -n 's/^seed \([0-9]*\): .*/\1/p' "$tree/run.log" | head -n 1)
    invariant=$(sed -n 's/^seed [0-9]*: \([^:]*\): .*/\1/p' "$tree/run.log" | head -n 1)
    echo "| $(head -n 1 "$patch") | $count | ${seed:--} | ${invariant:-not found} |"
    git -C "$tree" checkout -q .
done
