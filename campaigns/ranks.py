#!/usr/bin/env python3
"""Ranks of ./backprop train among the published methods of the TALENT benchmark, on its data sets with their fixed splits.

Usage: campaigns/ranks.py FOLDER [--seeds N] [--sets NAME,NAME] [-- OPTIONS OF TRAIN ...]

FOLDER has talent_split/*.csv.gz (columns part, n1 …, c1 …, target) and tables/talent_{binclass,multiclass,regression}.csv (the mean score of each
method over 15 seeds). As the published methods were, ours is fitted on the part train, with the epoch chosen on val; the score is the mean over the
seeds 1 to N (default 1) of the score on test: accuracy for classes, RMSE for numbers. The rank among M methods is 1 + the number that are better
+ half of those that are equal.
"""
import csv, gzip, json, os, subprocess, sys, tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def published(folder):
    scores = {}
    for kind in ('binclass', 'multiclass', 'regression'):
        with open(f'{folder}/tables/talent_{kind}.csv') as file:
            for row in csv.DictReader(file):
                methods = {name: float(value) for name, value in row.items()
                           if name not in ('dataset', 'metric', 'source') and not name.endswith('_std') and value not in ('', None) and value == value}
                scores[row['dataset']] = kind, methods
    return scores


def ours(path, kind, seed, options):
    with tempfile.TemporaryDirectory() as folder:
        header = next(csv.reader(gzip.open(path, 'rt')))
        kinds = [option for name in header[1:-1] for option in ('--column', f"{name}={'category' if name.startswith('c') else 'number'}")]
        run = subprocess.run([f'{ROOT}/backprop', 'train', path, '--target', 'target', '--task', 'regression' if kind == 'regression' else 'classification', '--split-column', 'part',
                              '--seed', str(seed), '--json', '--model', f'{folder}/m.safetensors', *kinds, *options], capture_output=True, text=True)
        if run.returncode:
            sys.exit(f'{path}: {run.stderr}')
        result = json.loads(run.stdout)
    test = result['test']
    return (test['rmse'] if kind == 'regression' else test['accuracy']), result['seconds'], result['epochs'], result['best_epoch']


def main():
    arguments, options = sys.argv[1:], []
    if '--' in arguments:
        options, arguments = arguments[arguments.index('--') + 1:], arguments[:arguments.index('--')]
    folder, seeds, chosen = arguments[0], 1, None
    for name, value in zip(arguments[1::2], arguments[2::2]):
        if name == '--seeds': seeds = int(value)
        elif name == '--sets': chosen = value.split(',')
    tables, ranks = published(folder), []
    print('| data | score | dummy | mlp | realmlp | catboost | best | rank | of | seconds | epochs (best) |\n|---|---|---|---|---|---|---|---|---|---|---|', flush=True)
    for file in sorted(os.listdir(f'{folder}/talent_split'), key=lambda name: os.path.getsize(f'{folder}/talent_split/{name}')):
        name = file.removesuffix('.csv.gz')
        if not file.endswith('.csv.gz') or (chosen and name not in chosen):
            continue
        kind, methods = tables[name]
        runs = [ours(f'{folder}/talent_split/{file}', kind, seed, options) for seed in range(1, seeds + 1)]
        score = sum(run[0] for run in runs) / seeds
        sign = -1 if kind == 'regression' else 1
        better = [method for method, value in methods.items() if sign * value > sign * score]
        equal = [method for method, value in methods.items() if value == score]
        rank = 1 + len(better) + len(equal) / 2
        ranks.append(rank)
        best = (min if kind == 'regression' else max)(methods.values())
        shown = ' | '.join(f'{methods.get(method, float("nan")):.4f}' for method in ('dummy', 'mlp', 'realmlp', 'catboost'))
        print(f'| {name} | {score:.4f} | {shown} | {best:.4f} | {rank:g} | {len(methods) + 1} | {sum(run[1] for run in runs) / seeds:.0f} | {runs[0][2]} ({runs[0][3]}) |', flush=True)
    print(f'\nmean rank {sum(ranks) / len(ranks):.2f} on {len(ranks)} sets')


main()
