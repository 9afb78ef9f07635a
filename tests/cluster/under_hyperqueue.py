"""Plans under HyperQueue, whose server and workers run within this process: one, three and seven shards leave the files of one
process, with a shard killed and a replicate that fails once.

python under_hyperqueue.py MUSOFIR FOLDER, where the folder holds few.ron and many.ron.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

os.environ.setdefault("TQDM_DISABLE", "1")
from hyperqueue import Job, LocalCluster
from hyperqueue.cluster import WorkerConfig

musofir, folder = str(Path(sys.argv[1]).resolve()), Path(sys.argv[2]).resolve()
STUDY = ["compare", str(folder / "few.ron"), str(folder / "many.ron"), "--seeds", "8", "--agents", "30000", "--no-report"]
SAME = ["compare.csv", "compare.parquet", "summary.csv", "inputs.json", "regions.csv", "homes.csv", "moves.csv"]


def run(*words):
    subprocess.run([musofir, *map(str, words)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def work(job, plan, more=()):
    words = [musofir, "work", str(plan), "--engine", "cpu", "--threads", "1", "--batch", "1", "--quiet", *more]
    return job.program(words, cwd=folder)


def kill_once(work_folder, shard):
    """Kills the worker of a shard as soon as it has said who it is and a replicate is there."""
    shift = work_folder / "workers" / f"{shard.replace('/', '-')}.json"
    for _ in range(10_000):
        if shift.exists() and list((work_folder / "replicates").glob("*.json")):
            os.kill(json.loads(shift.read_text())["process"], signal.SIGKILL)
            return
        time.sleep(0.002)
    sys.exit(f"{shard} never began")


def simulated(client, plan, shards):
    """Submits a task a shard, which HyperQueue numbers; repeats those that fail, and merges behind them."""
    work_folder = plan.with_suffix(".work")
    replicates = json.loads(plan.read_text())["replicates"]
    in_the_way = work_folder / "replicates" / f"{replicates[-1]['id'][:32]}.json"
    (in_the_way / "full").mkdir(parents=True)
    job = Job(max_fails=None)
    for _ in range(shards):
        work(job, plan)
    submitted = client.submit(job)
    if shards > 1:
        kill_once(work_folder, f"0/{shards}")
    client.wait_for_jobs([submitted], raise_on_error=False)
    failed = sorted(client.get_failed_tasks(submitted))
    wanted = [shards - 1] if shards == 1 else [0, shards - 1]
    assert failed == wanted, f"killed and failed: {failed}, not {wanted}"
    status = json.loads(subprocess.check_output([musofir, "status", str(plan), "--json"]))
    assert [f["replicate"] for f in status["failed"]] == [len(replicates) - 1], status
    assert subprocess.run([musofir, "merge", str(plan)], stderr=subprocess.DEVNULL).returncode == 1, "not all are there"

    shutil.rmtree(in_the_way)
    again = Job()
    tasks = [work(again, plan, ["--shard", f"{n}/{shards}"]) for n in failed]
    again.program([musofir, "merge", str(plan)], cwd=folder, deps=tasks)
    client.wait_for_jobs([client.submit(again)])


def main():
    os.chdir(folder)
    run(*STUDY, "--engine", "cpu", "--quiet", "--out", folder / "single")
    with LocalCluster() as cluster:
        for _ in range(2):
            cluster.start_worker(WorkerConfig(cores=1))
        client = cluster.client()
        for shards in (1, 3, 7):
            plan = folder / f"plan-{shards}.json"
            run("plan", "-o", plan, "--shards", shards, *STUDY)
            begun = time.monotonic()
            simulated(client, plan, shards)
            for name in SAME:
                one, merged = (folder / where / name for where in ("single", f"plan-{shards}.results"))
                assert one.read_bytes() == merged.read_bytes(), f"{name} differs with {shards} shards"
            print(f"{shards} shards: the files of one process, {time.monotonic() - begun:.1f} s")


main()
