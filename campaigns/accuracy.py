#!/usr/bin/env python3
"""Metrics of ./backprop train --recipe plain, one network and no tuning, beside scikit-learn's MLP defaults on the same split.

Usage: campaigns/accuracy.py FOLDER [NAME ...]      (FOLDER: the data sets; NAME: penguins titanic diamonds adult covertype mnist)

Needs python3 with scikit-learn and pandas (Debian: apt-get install python3-sklearn python3-pandas; run with /usr/bin/python3).
Rows are split once, four fifths to learn from and one fifth to test (adult and mnist have a test set of their own); both sides see the same
files. scikit-learn gets what its users would write: missing numbers as the mean, labels one-hot, numbers standardized, MLP with its defaults.
"""
import gzip, json, os, subprocess, sys, tempfile, time, warnings
import numpy as np, pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.metrics import accuracy_score, log_loss, mean_absolute_error, r2_score
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

warnings.filterwarnings('ignore')
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ADULT = ('age workclass fnlwgt education education_num marital_status occupation relationship race sex capital_gain capital_loss '
         'hours_per_week native_country income').split()


def table(path, **options):
    return pd.read_csv(path, **options)


def split(frame):
    order = np.random.RandomState(1).permutation(len(frame))
    cut = len(frame) - len(frame) // 5
    return frame.iloc[np.sort(order[:cut])], frame.iloc[np.sort(order[cut:])]


def adult(folder):
    options = dict(header=None, names=ADULT, skipinitialspace=True, na_values='?')
    train, test = table(f'{folder}/tabular/adult/adult.data.gz', **options), table(f'{folder}/tabular/adult/adult.test.gz', **options)
    test = test[test.income.notna()]
    test = test.assign(income=test.income.str.rstrip('.'))
    return train, test


def mnist(folder):
    def part(name):
        with gzip.open(f'{folder}/mnist/{name}-images-idx3-ubyte.gz') as f: x = np.frombuffer(f.read(), np.uint8, offset=16).reshape(-1, 784)
        with gzip.open(f'{folder}/mnist/{name}-labels-idx1-ubyte.gz') as f: y = np.frombuffer(f.read(), np.uint8, offset=8)
        return x / 255.0, y
    return part('train'), part('t10k')


SETS = {
    'penguins': ('species', lambda f: split(table(f'{f}/classics/seaborn/penguins.csv'))),
    'titanic': ('Survived', lambda f: split(table(f'{f}/messy/titanic_train.csv'))),
    'diamonds': ('price', lambda f: split(table(f'{f}/tabular/diamonds/diamonds.csv.gz'))),
    'adult': ('income', adult),
    'covertype': ('Cover_Type', lambda f: split(table(f'{f}/tabular/covtype-93k/covtype_93k.csv.gz'))),
}


def ours(data, *options):
    with tempfile.TemporaryDirectory() as folder:
        out = subprocess.run([f'{ROOT}/backprop', 'train', data, '--recipe', 'plain', '--json', '--model', f'{folder}/m.safetensors', *options], capture_output=True, text=True)
        if out.returncode: sys.exit(f'backprop train {data}: {out.stderr}')
        result = json.loads(out.stdout)
    return result['test'], result['seconds'], result['network'], result['epochs']


def scores(classes, target, prediction, probability=None):
    if classes: return {'accuracy': accuracy_score(target, prediction), 'log_loss': log_loss(target, probability)}
    return {'rmse': float(np.sqrt(np.mean((target - prediction) ** 2))), 'mae': mean_absolute_error(target, prediction), 'r2': r2_score(target, prediction)}


def theirs(train, test, target, classes):
    x, t = train.drop(columns=target), test.drop(columns=target)
    numbers = x.select_dtypes('number').columns
    labels = [c for c in x.columns if c not in numbers and x[c].nunique() <= 64]
    encoder = make_column_transformer(
        (make_pipeline(SimpleImputer(), StandardScaler()), list(numbers)),
        (make_pipeline(SimpleImputer(strategy='constant', fill_value='missing'), OneHotEncoder(handle_unknown='ignore')), labels))
    x, t = encoder.fit_transform(x), encoder.transform(t)
    y, scale = train[target], None
    if not classes:
        scale = StandardScaler().fit(y.to_numpy().reshape(-1, 1))
        y = scale.transform(y.to_numpy().reshape(-1, 1)).ravel()
    start = time.time()
    model = (MLPClassifier(random_state=1) if classes else MLPRegressor(random_state=1)).fit(x, y)
    seconds = time.time() - start
    prediction = model.predict(t)
    if scale is not None: prediction = scale.inverse_transform(prediction.reshape(-1, 1)).ravel()
    return scores(classes, test[target], prediction, model.predict_proba(t) if classes else None), seconds


def show(name, who, metrics, seconds, note=''):
    print(f'| {name} | {who} | ' + ' · '.join(f'{k} {v:.4g}' for k, v in metrics.items() if k != 'error') + f' | {seconds:.1f} | {note} |', flush=True)


def main():
    folder, names = sys.argv[1], sys.argv[2:] or [*SETS, 'mnist']
    print('| data | system | test metrics | seconds | |\n|---|---|---|---|---|')
    for name in names:
        if name == 'mnist':
            metrics, seconds, network, epochs = ours(f'{folder}/mnist')
            show(name, 'backprop', metrics, seconds, f'{network}, {epochs} epochs')
            (x, y), (t, u) = mnist(folder)
            start = time.time()
            model = MLPClassifier(random_state=1).fit(x, y)
            show(name, 'scikit-learn', scores(True, u, model.predict(t), model.predict_proba(t)), time.time() - start)
            continue
        target, load = SETS[name]
        train, test = load(folder)
        classes = train[target].nunique() <= 20
        with tempfile.TemporaryDirectory() as files:
            train.to_csv(f'{files}/train.csv', index=False)
            test.to_csv(f'{files}/test.csv', index=False)
            metrics, seconds, network, epochs = ours(f'{files}/train.csv', '--target', target, '--test', f'{files}/test.csv')
        show(name, 'backprop', metrics, seconds, f'{network}, {epochs} epochs')
        metrics, seconds = theirs(train, test, target, classes)
        show(name, 'scikit-learn', metrics, seconds)


main()
