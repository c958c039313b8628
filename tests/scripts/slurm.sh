#!/bin/bash
# Runs the profile quick on a real Slurm, which this starts on this machine in a folder of its own. Of four array tasks
# one is killed while it works and requeued, and one that a signal stops queues itself again. The gathering finds
# everything that they did, and ends with the hashes of a run on one machine.
#   slurm.sh NTK SOURCE_FOLDER
ntk=$1 source_folder=$2
. "$(dirname "$0")/common.sh"

stop_slurm() {
  scancel --full --user "$(id -un)" 2> /dev/null
  for daemon in slurmd slurmctld munged; do
    [ ! -s "$work/$daemon.pid" ] || kill "$(cat "$work/$daemon.pid")" 2> /dev/null
  done
  for _ in $(seq 50); do
    [ -z "$(cat "$work"/{slurmd,slurmctld,munged}.pid 2> /dev/null)" ] && break
    sleep 0.1
  done
  rm -rf "$work"
}
trap stop_slurm EXIT

# waited COMMAND…: repeats it until it succeeds, for at most a minute.
waited() {
  for _ in $(seq 300); do
    "$@" > /dev/null 2>&1 && return
    sleep 0.2
  done
  fail "this did not come to pass within a minute: $*
$(tail -n 20 "$work"/*.log "$work"/slurm-*.out 2> /dev/null)"
}

free_ports() {
  python3 -c 'import socket
sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
print(*(s.getsockname()[1] for s in sockets))'
}

for program in munged slurmctld slurmd sbatch; do
  PATH=$PATH:/usr/sbin command -v $program > /dev/null || fail "$program is missing; tests/packages.txt names its package"
done
PATH=$PATH:/usr/sbin
host=$(hostname -s)
read -r controller_port node_port < <(free_ports)
chmod 711 .  # munged wants its socket where others may come
mkdir state spool
(umask 077 && head -c 1024 /dev/urandom > munge.key)
cat > slurm.conf << CONF
ClusterName=test
SlurmctldHost=$host(127.0.0.1)
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
SlurmctldPort=$controller_port
SlurmdPort=$node_port
AuthType=auth/munge
AuthInfo=socket=$work/munge.socket,cred_expire=5
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
SlurmctldLogFile=$work/slurmctld.log
SlurmdLogFile=$work/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=1
MpiDefault=none
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) State=UNKNOWN
PartitionName=test Nodes=$host Default=YES State=UP
CONF
echo "CgroupPlugin=cgroup/v1" > cgroup.conf  # which wants no control groups until one asks for them, and none does
export SLURM_CONF=$work/slurm.conf
munged --key-file munge.key --socket munge.socket --pid-file munged.pid --log-file munged.log --seed-file munged.seed ||
  fail "munged does not start: $(cat munged.log)"
slurmctld || fail "slurmctld does not start: $(tail slurmctld.log)"
waited scontrol ping
slurmd -N "$host" || fail "slurmd does not start: $(tail slurmd.log)"
waited sinfo --noheader --states=idle --format=%n
waited test -n "$(sinfo --noheader --states=idle)"
sinfo

# Runs the command, but sends a signal to the first attempt of two of the tasks when a few stages are done.
cat > ntk << WRAPPER
#!/bin/bash
case \${SLURM_RESTART_COUNT:-0}/\$SLURM_ARRAY_TASK_ID in
  0/2) signal=KILL ;;
  0/3) signal=TERM ;;
  *) exec "$ntk" "\$@" ;;
esac
"$ntk" "\$@" > first.\$SLURM_ARRAY_TASK_ID &
until [ "\$(wc -l < first.\$SLURM_ARRAY_TASK_ID)" -ge 5 ]; do sleep 0.01; done
kill -\$signal \$!
wait \$!
WRAPPER
chmod +x ntk

expect 0 env NTK="$work/ntk" sbatch --parsable --array=1-4 "$source_folder/pipeline/slurm" --results shared
job=$(cat out)
# state TASK TEXT: whether Slurm says TEXT of the task.
state() { scontrol show job "${job}_$1" | grep -Eq "$2"; }
waited state 2 "JobState=FAILED.*"
state 2 "ExitCode=137:0" || fail "the killed task has another exit status: $(scontrol show job "${job}_2")"
[ "$(wc -l < first.2)" -lt 40 ] || fail "the task was killed after its work"
expect 0 scontrol requeue "${job}_2"
for task in 1 2 3 4; do
  waited state $task "JobState=COMPLETED"
  grep -q "^quick, shard $task/4: " "slurm-${job}_$task.out" || fail "task $task does not say what it did: $(cat slurm-*.out)"
done
for task in 2 3; do
  state $task "Restarts=1" || fail "task $task did not run twice: $(scontrol show job "${job}_$task")"
done
grep -q "interrupted.*run the same command again" "slurm-${job}_3.out" || fail "task 3 was not stopped: $(cat slurm-*_3.out)"
grep -h "^quick, shard" slurm-*.out

expect 0 "$ntk" reproduce --results shared
gathered=$(sed -En 's/^quick: ([0-9]+) stages computed.*/\1/p' out)
all=$(grep -c '^\[' out)
echo "gathered: $gathered of $all stages computed"
[ "$gathered" -lt $((all / 10)) ] || fail "the tasks left too much: $gathered of $all stages"
[ ! -s err ] || fail "warnings: $(cat err)"
expect 0 "$ntk" reproduce --results alone
cmp shared/quick/manifest.json alone/quick/manifest.json || fail "other hashes than on one machine"
