"""Reads what RowFiles.cs wrote: rows.json, train.x, test.x (float32), train.y, test.y (int32 classes or float64 targets)."""
import json
import os


def load(folder):
    """What rows.json says, training rows and labels, test rows and labels."""
    import numpy as np
    with open(os.path.join(folder, "rows.json")) as file:
        meta = json.load(file)

    def matrix(name):
        return np.fromfile(os.path.join(folder, name), np.float32).reshape(-1, meta["columns"])

    kind = np.int32 if meta["classes"] else np.float64
    y, truth = (np.fromfile(os.path.join(folder, name), kind) for name in ("train.y", "test.y"))
    return meta, matrix("train.x"), y, matrix("test.x"), truth
