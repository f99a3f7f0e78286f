"""The Python side of bench-boosting: reads one job a line (JSON), answers with one line (JSON).

Peers are scikit-learn's HistGradientBoosting and xgboost for Python, with the settings of the job and their defaults else.
Both get missing values as NaN and categories as such: HistGradientBoosting codes named in categorical_features (columns of
more than 255 levels as numbers, which is all it takes), xgboost codes of feature type "c" with enable_categorical.
"""
import json
import os
import resource
import sys
import time

from rows import load

try:
    import numpy as np
except ImportError:
    np = None  # no peer can be there then, as versions() says


def recipe(peer, meta, settings, seed, threads):
    regression = meta["classes"] == 0
    levels = meta["levels"]
    if peer == "hgb":
        from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
        kind = HistGradientBoostingRegressor if regression else HistGradientBoostingClassifier
        native = [j for j, count in enumerate(levels) if 0 < count <= 255]
        return kind(random_state=seed, categorical_features=native or None, **settings)
    if peer == "xgboost":
        import xgboost
        kind = xgboost.XGBRegressor if regression else xgboost.XGBClassifier
        types = ["c" if count > 0 else "q" for count in levels]
        categories = dict(feature_types=types, enable_categorical=True) if "c" in types else {}
        return kind(**{"tree_method": "hist", "n_jobs": threads, "random_state": seed, **categories, **settings})
    raise ValueError(peer)


class Model:
    """A fitted peer; classes that the training rows do not show have probability 0."""

    def __init__(self, peer, meta, x, y, settings, seed=0, threads=1):
        self.classes = meta["classes"]
        if self.classes:
            self.seen, y = np.unique(y, return_inverse=True)
        self.model = recipe(peer, meta, settings, seed, threads).fit(x, y)

    def predict(self, x):
        if not self.classes:
            return np.asarray(self.model.predict(x), np.float64)
        answer = np.zeros((len(x), self.classes))
        answer[:, self.seen] = self.model.predict_proba(x)
        return answer


def fit(job):
    meta, x, y, test, _ = load(job["folder"])
    wall, cpu = time.perf_counter(), time.process_time()
    model = Model(job["peer"], meta, x, y, job["settings"], job["seed"], job["threads"])
    answer = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    if job["out"]:
        model.predict(test).astype(np.float64).tofile(job["out"])
    if job["latency"]:
        answer["latency"] = latency(model.model.predict if not model.classes else model.model.predict_proba, test[:1].copy())
    answer["peakBytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return answer


def latency(call, row, repeats=300):
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        call(row)
        times.append(time.perf_counter() - start)
    return sorted(times)[repeats // 2]


def cell(folder, peer, settings, rows, noise, seed):
    """One cell of the grid as a practitioner writes it: load, cut, flip labels, fit, score."""
    meta, x, y, test, truth = load(folder)
    rng = np.random.default_rng(seed)
    x, y = x[:rows], y[:rows].copy()
    flipped = rng.random(len(y)) < noise
    y[flipped] = (y[flipped] + rng.integers(1, meta["classes"], flipped.sum())) % meta["classes"]
    return float((Model(peer, meta, x, y, settings, seed).predict(test).argmax(1) != truth).mean())


def grid(job):
    from joblib import Parallel, delayed
    wall, cpu = time.perf_counter(), os.times()
    before = workers_cpu()
    cells = [(folder, rows, noise) for folder in job["folders"] for rows in job["sizes"] for noise in job["noise"]]
    errors = Parallel(n_jobs=job["workers"], batch_size=1)(
        delayed(cell)(folder, job["peer"], job["settings"], rows, noise, seed) for seed, (folder, rows, noise) in enumerate(cells))
    end = os.times()
    return {
        "wall": time.perf_counter() - wall,
        # Workers of joblib outlive the call: their time is read from themselves.
        "cpu": end.user + end.system - cpu.user - cpu.system + workers_cpu() - before,
        "error": float(np.mean(errors)),
    }


def workers_cpu():
    """CPU seconds of all descendants of this process that still live, from /proc; 0 where there is none."""
    ticks = os.sysconf("SC_CLK_TCK")
    parents, spent = {}, {}
    for pid in filter(str.isdigit, os.listdir("/proc") if os.path.isdir("/proc") else []):
        try:
            with open(f"/proc/{pid}/stat") as file:
                fields = file.read().rsplit(")", 1)[1].split()
            parents[int(pid)], spent[int(pid)] = int(fields[1]), (int(fields[11]) + int(fields[12])) / ticks
        except (OSError, IndexError):
            continue

    def below(pid):
        return pid in parents and (parents[pid] == os.getpid() or below(parents[pid]))

    return sum(spent[pid] for pid in parents if below(pid))


def versions(_):
    found = {}
    for peer, module in (("hgb", "sklearn"), ("xgboost", "xgboost")):
        try:
            found[peer] = __import__(module).__version__
        except ImportError:
            pass
    return found


if __name__ == "__main__":
    actions = {"fit": fit, "grid": grid, "versions": versions}
    for line in sys.stdin:
        request = json.loads(line)
        print("answer " + json.dumps(actions[request["action"]](request)), flush=True)
