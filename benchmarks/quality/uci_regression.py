#!/usr/bin/env python3
"""RMSE of `backprop train` on UCI regression sets with the 20 splits of Hernández-Lobato and Adams 2015, beside the published ones.

The folder has uci-regression/NAME/{data.txt[.gz],splits.txt.gz,meta.json} (columns separated by white space; a line of splits.txt is a permutation of the row numbers, the rows to
learn from first) and tables/uci_regression_published.csv. The error of a set is the mean over its splits and seeds, with the standard error over the splits.

The published methods learn from all rows that are not test rows, some after a choice of settings on a fifth of them; so the default is --way user. With --way published the last
fifth of these rows, Gal's validation rows, chooses the epoch.
"""
import functools
import json
import math
import os
import statistics

import common

SHOWN = {'PBP': 'PBP', 'MC-dropout 10x epochs, grid search': 'MC-dropout, 400 epochs', 'Deep Ensembles (5)': 'Deep Ensembles', 'NGBoost': 'NGBoost'}


def published(study):
    """For each set the (method, RMSE, whether it was measured on these very splits)."""
    table = {}
    for record in common.records(study.path('tables', 'uci_regression_published.csv')):
        if record['metric'] == 'rmse':
            table.setdefault(record['dataset'], []).append((record['method'], float(record['value']), 'same 20 splits' in record['source'] or 'identical splits' in record['source']))
    return table


def load(path):
    """The columns' names, the rows, the target's name and the splits of a set."""
    with open(os.path.join(os.path.dirname(path), 'meta.json'), encoding='utf-8') as file:
        meta = json.load(file)
    with common.opened(path) as file:
        rows = [line.split() for line in file if line.strip()]
    columns = [*meta['feature_columns'], meta['target_column']]
    with common.opened(os.path.join(os.path.dirname(path), 'splits.txt.gz')) as file:
        splits = [[int(row) for row in line.split()] for line in file if line.strip()]
    return [f'x{place}' for place in range(1, len(columns))] + ['y'], [[row[column] for column in columns] for row in rows], splits, meta['train_rows']


def prepare(path, split, way, folder):
    header, rows, splits, learned = load(path)
    order = splits[split]
    kept = learned - learned // 5
    parts = ['train'] * kept + ['val'] * (learned - kept) + ['test'] * (len(order) - learned)
    return common.prepared(folder, header, [rows[row] for row in order], parts, way, 'y', 'regression', ['number'] * len(header))


def shown(method):
    return f'{method[1]:.2f} ({method[0]})' if method else ''


def main():
    study = common.Study(__doc__, way=common.USER, parts='splits')
    table = published(study)
    found = {}
    for name, folder in common.folder(study.path('uci-regression')):
        for file in ('data.txt', 'data.txt.gz'):
            if os.path.exists(os.path.join(folder, file)):
                found[name] = os.path.join(folder, file)
    files = study.chosen(found)
    splits = {name: range(len(load(path)[2]))[:study.parts] for name, path in files.items()}
    cases = [common.Case(name, str(split), functools.partial(prepare, path, split, study.way)) for name, path in files.items() for split in splits[name]]
    won, compared = 0, 0
    for place, (name, runs) in enumerate(study.results(cases)):
        if not place:
            common.heading('data', 'rows', 'RMSE ± standard error', 'mean predictor', *SHOWN.values(), 'best published', 'best on the same splits', *common.COSTS)
        by_split = {}
        for run in runs:
            by_split.setdefault(run.part, []).append(run.score)
        scores = [statistics.fmean(values) for values in by_split.values()]
        error = statistics.stdev(scores) / math.sqrt(len(scores)) if len(scores) > 1 else math.nan
        methods = table.get(name, [])
        best = min(methods, key=lambda method: method[1], default=None)
        same = min((method for method in methods if method[2]), key=lambda method: method[1], default=None)
        score = statistics.fmean(scores)
        if best:
            compared += 1
            won += round(score, 2) <= best[1]
        named = [next((value for method, value, _ in methods if method == wanted), None) for wanted in SHOWN]
        common.row(name, runs[0].rows, f'{common.number(score)} ± {common.number(error)}', common.number(common.mean(runs, 'baseline')), *(common.number(value) for value in named),
                   shown(best), shown(same), *common.costs(runs))
    print(f'\nNo worse than the best published RMSE, to two decimals, on {won} of {compared} sets.')
    study.finish()


common.guarded(main)
