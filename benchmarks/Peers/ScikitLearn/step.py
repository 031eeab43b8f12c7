"""scikit-learn's multilayer perceptron, partial_fit over eight batches: WORK SIZES BATCH ACTIVATION ERROR OPTIMIZER THREADS.

A worker: see Shared/WorkerLoop.cs.
"""
import os
import sys
import time
import warnings

_, _, sizes, batch, activation, error, optimizer, threads = sys.argv
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = threads

import numpy as np
import sklearn
from sklearn.neural_network import MLPClassifier, MLPRegressor

BATCHES = 8
warnings.filterwarnings("ignore")
layers, batch = [int(size) for size in sizes.split("-")], int(batch)
random = np.random.default_rng(1)
rows = random.random((BATCHES * batch, layers[0]), dtype=np.float32)
options = dict(
    hidden_layer_sizes=layers[1:-1], activation={"sigmoid": "logistic"}.get(activation, activation), solver=optimizer, batch_size=batch,
    learning_rate_init=1e-4, momentum=0, alpha=0, shuffle=False)
if error == "cross-entropy":
    model = MLPClassifier(**options)
    targets = random.integers(0, layers[-1], len(rows))
    model.partial_fit(rows, targets, classes=np.arange(layers[-1]))
else:
    model = MLPRegressor(**options)
    targets = random.random((len(rows), layers[-1]), dtype=np.float32)
    if layers[-1] == 1:
        targets = targets.ravel()
    model.partial_fit(rows, targets)
print(f"ready scikit-learn {sklearn.__version__}", flush=True)
for line in sys.stdin:
    steps = int(line)
    calls = -(-steps // BATCHES)
    start = time.perf_counter()
    for _ in range(calls):
        model.partial_fit(rows, targets)
    seconds = (time.perf_counter() - start) * steps / (calls * BATCHES)
    print(f"{seconds:.9g} 0", flush=True)
