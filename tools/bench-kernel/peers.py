"""The Python side of bench-kernel: reads one job a line (JSON), answers with one line (JSON).

Peers are scikit-learn's KernelRidge (grid search with cross-validation, as a practitioner writes it), its SVC and SVR, its
rbf_kernel, and spotrf of the BLAS that scipy is linked to. Numbers are standardised, categories become indicators.
"""
import json
import os
import sys
import time

from rows import load

try:
    import numpy as np
    from scipy.linalg import lapack
    from threadpoolctl import threadpool_limits
except ImportError:
    np = None  # no peer can be there then, as versions() says

# The grid that kernel-ridge searches: multiples of the median distance, and ridges.
MULTIPLES = [2.0 ** k for k in range(-3, 4)]
RIDGES = [10.0 ** k for k in range(-5, 3)]
FOLDS = 5


def clock():
    return time.perf_counter(), time.process_time()


def since(start):
    return {"wall": time.perf_counter() - start[0], "cpu": time.process_time() - start[1]}


def encode(meta, x, test):
    from sklearn.compose import ColumnTransformer
    from sklearn.impute import SimpleImputer
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler
    levels = meta["levels"]
    numbers = [j for j, count in enumerate(levels) if count == 0]
    categories = [j for j, count in enumerate(levels) if count > 0]
    steps = [("n", make_pipeline(SimpleImputer(), StandardScaler()), numbers), ("c", OneHotEncoder(handle_unknown="ignore", sparse_output=False), categories)]
    transform = ColumnTransformer([step for step in steps if step[2]])
    return transform.fit_transform(x).astype(np.float64), transform.transform(test).astype(np.float64)


def median_distance(x):
    from scipy.spatial.distance import pdist
    distances = pdist(x[:500])
    return float(np.median(distances[distances > 0]))


def score(meta, answer, truth):
    """Share of errors, or the root of the mean squared error."""
    return float((answer != truth).mean()) if meta["classes"] else float(np.sqrt(np.mean((answer - truth) ** 2)))


def indicators(meta, y):
    return np.eye(meta["classes"])[y] if meta["classes"] else y


def answer_of(meta, raw):
    return raw.argmax(1) if meta["classes"] else raw


def ridge_cell(job):
    """One cell of the grid; with job["fits"] only that many of its fits are timed, and the time of the cell is reckoned from them."""
    from sklearn.kernel_ridge import KernelRidge
    from sklearn.model_selection import GridSearchCV, KFold
    meta, x, y, test, truth = load(job["folder"])
    with threadpool_limits(1):
        start = clock()
        x, test = encode(meta, x, test)
        unit, target = median_distance(x), indicators(meta, y)
        gammas = [1 / (2 * (multiple * unit) ** 2) for multiple in MULTIPLES]
        if not job["fits"]:
            search = GridSearchCV(
                KernelRidge(kernel="rbf"), {"gamma": gammas, "alpha": RIDGES}, cv=KFold(FOLDS), scoring="neg_mean_squared_error").fit(x, target)
            error = score(meta, answer_of(meta, search.predict(test)), truth)
            return {**since(start), "error": error}
        before, rng = since(start), np.random.default_rng(0)
        cut = len(x) // FOLDS
        start = clock()
        for _ in range(job["fits"]):
            model = KernelRidge(kernel="rbf", gamma=rng.choice(gammas), alpha=rng.choice(RIDGES)).fit(x[cut:], target[cut:])
            model.predict(x[:cut])
        fits = since(start)
        start = clock()
        KernelRidge(kernel="rbf", gamma=gammas[3], alpha=RIDGES[3]).fit(x, target).predict(test)
        last = since(start)
    times = len(gammas) * len(RIDGES) * FOLDS / job["fits"]
    return {part: before[part] + fits[part] * times + last[part] for part in before}


def vector_machine(job):
    """SVC or SVR with a Gaussian kernel and their defaults."""
    from sklearn.svm import SVC, SVR
    meta, x, y, test, truth = load(job["folder"])
    start = clock()
    x, test = encode(meta, x, test)
    mean, spread = (0, 1) if meta["classes"] else (y.mean(), y.std())
    model = (SVC if meta["classes"] else SVR)().fit(x, y if meta["classes"] else (y - mean) / spread)
    raw = model.predict(test)
    return {**since(start), "error": score(meta, raw if meta["classes"] else raw * spread + mean, truth)}


def cholesky(job):
    n = job["n"]
    rng = np.random.default_rng(0)
    x = rng.standard_normal((n, 50), dtype=np.float32)
    a = np.asfortranarray(x @ x.T + 100 * np.eye(n, dtype=np.float32))
    with threadpool_limits(job["threads"]):
        start = clock()
        _, info = lapack.spotrf(a, lower=1, overwrite_a=1, clean=0)
        answer = since(start)
    return {**answer, "info": int(info)}


def gram(job):
    from sklearn.metrics.pairwise import rbf_kernel
    x = np.random.default_rng(0).standard_normal((job["n"], job["width"]), dtype=np.float32)
    with threadpool_limits(job["threads"]):
        start = clock()
        rbf_kernel(x, gamma=1 / job["width"])
        return since(start)


def blas():
    """Which library scipy's BLAS calls end in, as far as the system tells."""
    if not os.path.exists("/proc/self/maps"):
        return "unknown"
    with open("/proc/self/maps") as file:
        names = {os.path.basename(line.split()[-1]) for line in file if "blas" in line or "mkl" in line}
    known = sorted(name for name in names if not name.startswith(("_", "cython", "libblas.so.3", "liblapack")) or "3.11" in name)
    return " ".join(known) or "unknown"


def versions(_):
    if np is None:
        return {}
    import scipy
    import sklearn
    return {"scikit-learn": sklearn.__version__, "scipy": scipy.__version__, "numpy": np.__version__, "BLAS": blas()}


if __name__ == "__main__":
    actions = {"versions": versions, "ridge": ridge_cell, "svm": vector_machine, "cholesky": cholesky, "gram": gram}
    for line in sys.stdin:
        request = json.loads(line)
        print("answer " + json.dumps(actions[request["action"]](request)), flush=True)
