#!/usr/bin/env bash
# A plan under Slurm on two virtual nodes of this machine: an array, the merge behind it, one node killed and its tasks requeued;
# the files are those of one process. Needs root, slurm-wlm and munge, and fails without them.
#
# under_slurm.sh MUSOFIR
set -euo pipefail
musofir=$(realpath "$1")
here=$(realpath "$(dirname "$0")")
fail() { echo "cannot be tested here: $*" >&2; exit 1; }
[ "$(id -u)" = 0 ] || fail "Slurm's daemons are started as root here"
for program in munged slurmctld slurmd sbatch; do
    command -v "$program" >/dev/null || fail "no $program (Debian: apt-get install slurm-wlm munge)"
done
# shellcheck source=study.sh source-path=SCRIPTDIR
. "$here/study.sh"

scratch=$(mktemp -d)
chmod 755 "$scratch"
export SLURM_CONF="$scratch/slurm.conf"
stop() {
    local file
    scancel --user root 2>/dev/null || true
    for file in slurmd.n1 slurmd.n2 slurmctld munged; do
        [ ! -s "$scratch/$file.pid" ] || kill "$(cat "$scratch/$file.pid")" 2>/dev/null || true
    done
    sleep 1
    rm -rf "$scratch" 2>/dev/null || { sleep 3; rm -rf "$scratch"; }
}
trap stop EXIT

cat >"$SLURM_CONF" <<EOF
ClusterName=test
SlurmctldHost=$(hostname)(127.0.0.1)
SlurmUser=root
SlurmctldPort=16817
AuthType=auth/munge
AuthInfo=socket=$scratch/munge.socket
CryptoType=crypto/munge
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
SlurmdTimeout=10
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
MaxArraySize=10001
SchedulerParameters=batch_sched_delay=0,sched_interval=2
StateSaveLocation=$scratch/state
SlurmdSpoolDir=$scratch/spool.%n
SlurmctldPidFile=$scratch/slurmctld.pid
SlurmdPidFile=$scratch/slurmd.%n.pid
SlurmctldLogFile=$scratch/slurmctld.log
SlurmdLogFile=$scratch/slurmd.%n.log
NodeName=n1 NodeHostname=$(hostname) NodeAddr=127.0.0.1 Port=16818 CPUs=1 RealMemory=8000
NodeName=n2 NodeHostname=$(hostname) NodeAddr=127.0.0.1 Port=16819 CPUs=1 RealMemory=8000
PartitionName=all Nodes=n1,n2 Default=YES MaxTime=INFINITE State=UP
EOF
mkdir -p "$scratch/state" "$scratch/munge"
chown -R munge: "$scratch/munge"
dd if=/dev/urandom of="$scratch/munge/key" bs=1024 count=1 status=none
chown munge: "$scratch/munge/key" && chmod 400 "$scratch/munge/key"
runuser -u munge -- munged --key-file "$scratch/munge/key" --socket "$scratch/munge/socket" \
    --pid-file "$scratch/munge/pid" --log-file "$scratch/munge/log" --seed-file "$scratch/munge/seed"
ln -s munge/socket "$scratch/munge.socket"
ln -s munge/pid "$scratch/munged.pid"
slurmctld
slurmd -N n1
slurmd -N n2

# wait_for SECONDS WHAT COMMAND...
wait_for() {
    local tries=$(($1 * 5)) what=$2
    shift 2
    while ! "$@" >/dev/null 2>&1; do
        ((tries-- > 0)) || {
            echo "waited too long for $what"
            sinfo; squeue; tail -n 20 "$scratch"/*.log
            exit 1
        }
        sleep 0.2
    done
}
both_idle() { [ "$(sinfo -h -N -t idle -o %N | sort -u | wc -l)" = 2 ]; }
wait_for 30 "two nodes" both_idle

study "$scratch/study"
cd "$scratch/study"
words=(compare few.ron many.ron --seeds 12 --agents 200000 --no-report)
"$musofir" "${words[@]}" --engine cpu --quiet --out single >/dev/null
"$musofir" plan -o plan.json --for slurm --shards 4 --cores 1 "${words[@]}"
bash plan.slurm-submit.sh

# A node dies: its daemon, the step that watches the task, and the task.
on_n2() { [ -n "$(squeue -h -t R -w n2 -o %A)" ]; }
wait_for 60 "a task on n2" on_n2
sleep 0.5
task=$(squeue -h -t R -w n2 -o %A | head -n 1)
kill -9 "$(cat "$scratch/slurmd.n2.pid")"
for process in /proc/[0-9]*; do
    if grep -qsxz "SLURM_JOB_ID=$task" "$process/environ" || grep -qs "slurmstepd: \[$task\." "$process/cmdline"; then
        kill -9 "${process#/proc/}" 2>/dev/null || true
    fi
done
rm -f "$scratch/slurmd.n2.pid"
echo "killed n2 with task $task"
"$musofir" status plan.json

requeued() { grep -q "requeue job .*($task)" "$scratch/slurmctld.log"; }
wait_for 60 "the requeue of task $task" requeued
# Slurm lets requeued tasks rest for two minutes.
scontrol update JobId="$task" StartTime=now || true
wait_for 240 "the merge" test -e plan.results/manifest.json
grep -h "requeue job" "$scratch/slurmctld.log"
"$musofir" status plan.json
same single plan.results
echo "Slurm: an array of 4 on two nodes, one of them killed: the files of one process"
