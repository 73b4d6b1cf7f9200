#!/bin/bash
# Runs the host as a service of Windows under Wine: it must start, run, stop with its session at rest, and end with an exit code when it cannot run.
# Needs wine (apt-get install wine wine64); not a part of the suite, which is to run in five minutes.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
export WINEPREFIX="$work/prefix" WINEDEBUG=-all WINEARCH=win64
trap 'wineserver -k || true; rm -rf "$work"' EXIT
dotnet publish "$root/host/Cli" -c Release -r win-x64 --self-contained -o "$work/host" > /dev/null
mkdir -p "$work/quant/deployments"
cp -r "$root/strategies" "$root/samples/data" "$work/quant"
echo '{ "script": "strategies/ma_crossover.csx", "mode": "paper", "feed": { "replay": "data", "speed": 500000 } }' > "$work/quant/deployments/trend.json"
wine wineboot -i > /dev/null 2>&1
wineserver -w
(sleep 120 | wine cmd > /dev/null 2>&1 &) # Wine ends its services with the last program.

within() { wine winepath -w "$1" | tr -d '\r'; }
state() { wine sc query "$1" | tr -d '\r' | awk '/STATE/ { print $4 }'; }
until_state() { for _ in $(seq 100); do [ "$(state "$1")" = "$2" ] && return; sleep 0.2; done; echo "$1 is $(state "$1"), and not $2" >&2; exit 1; }

wine sc create Good binPath= "$(within "$work/host/strategyhost.exe") live --in $(within "$work/quant")" start= demand > /dev/null
wine sc create Bad binPath= "$(within "$work/host/strategyhost.exe") live --in C:\\nowhere" start= demand > /dev/null
wine sc start Good > /dev/null
until_state Good RUNNING
sleep 2
wine sc stop Good > /dev/null
until_state Good STOPPED
grep -q 'session 1 rests' "$work/quant/state/logs/"*.json || { echo "the session does not rest" >&2; exit 1; }
wine sc start Bad > /dev/null
until_state Bad STOPPED
wine sc query Bad | grep -q 'SERVICE_EXIT_CODE *: 2' || { echo "the exit code is not told" >&2; exit 1; }
echo "the service runs, rests when it is stopped, and tells its exit code"
