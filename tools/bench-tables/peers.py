"""The Python side of bench-tables: reads one job a line (JSON), answers with one line (JSON).

The peer is scikit-learn's multilayer perceptron as a practitioner writes it: numbers with medians for what is missing, standardised;
categories one-hot; two hidden layers of 256, Adam at 1e-3, batches of 256, 20 passes; targets standardised.
"""
import json
import sys
import time

from rows import load

try:
    import numpy as np
except ImportError:
    np = None  # no peer can be there then, as versions() says


def fit(job):
    from sklearn.compose import ColumnTransformer, TransformedTargetRegressor
    from sklearn.impute import SimpleImputer
    from sklearn.neural_network import MLPClassifier, MLPRegressor
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import OneHotEncoder, StandardScaler
    meta, x, y, test, _ = load(job["folder"])
    wall, cpu = time.perf_counter(), time.process_time()
    settings = {"hidden_layer_sizes": (256, 256), "batch_size": min(256, len(x)), "max_iter": 20, "random_state": job["seed"], **job["settings"]}
    numbers = [j for j, count in enumerate(meta["levels"]) if count == 0 and not np.isnan(x[:, j]).all()]
    categories = [j for j, count in enumerate(meta["levels"]) if count > 0]
    columns = ColumnTransformer([
        ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers),
        ("categories", OneHotEncoder(handle_unknown="ignore", sparse=False), categories),
    ])
    if meta["classes"]:
        model = make_pipeline(columns, MLPClassifier(**settings)).fit(x, y)
        answer = np.zeros((len(test), meta["classes"]))
        answer[:, model.classes_] = model.predict_proba(test)
    else:
        model = TransformedTargetRegressor(make_pipeline(columns, MLPRegressor(**settings)), transformer=StandardScaler()).fit(x, y)
        answer = model.predict(test)
    answer.astype(np.float64).tofile(job["out"])
    return {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}


def versions(_):
    try:
        return {"sklearn-mlp": __import__("sklearn").__version__}
    except ImportError:
        return {}


if __name__ == "__main__":
    import warnings
    warnings.simplefilter("ignore")
    actions = {"fit": fit, "versions": versions}
    for line in sys.stdin:
        job = json.loads(line)
        print("answer " + json.dumps(actions[job["action"]](job)), flush=True)
