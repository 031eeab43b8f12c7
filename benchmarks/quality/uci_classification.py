#!/usr/bin/env python3
"""Accuracy of `backprop train` on UCI classification sets, beside the 179 classifiers of Fernández-Delgado et al. 2014.

The folder has uci121/*.csv.gz (columns x1 …, label, and the flags test0 … test3, val0 … val3 of the four folds of Klambauer et al. 2017) and
tables/uci121_fernandez_delgado_2014_accuracy.csv, whose accuracies come from partitions of their own. The accuracy of a set is the mean over its folds and seeds.

A set is below the majority class where its accuracy is less by more than two standard errors of a share: sqrt(p (1 - p) / n), with the majority's accuracy p and n rows that
are a test row in any fold.

In a few sets with an official test set the test rows were standardized apart from the others, by their own mean and deviation; so 1 in one part is not 1 in the other. Some of the published
results show the same (monks, image-segmentation). These sets have a star, and the mean is printed with and without them.
"""
import functools
import math
import statistics

import common

SHOWN = 'rf_caret', 'svm_C', 'avNNet_caret'


def published(study):
    table = {}
    for record in common.records(study.path('tables', 'uci121_fernandez_delgado_2014_accuracy.csv')):
        table[record['dataset']] = {name: round(float(value) / 100, 3) for name, value in record.items()
                                    if name not in ('dataset', 'min', 'max', 'mean', 'std', 'source') and value and not math.isnan(float(value))}
    return table


def prepare(path, fold, way, folder):
    header, rows = common.read(path)
    test, validation, width = header.index(f'test{fold}'), header.index(f'val{fold}'), header.index('label') + 1
    parts = ['test' if row[test] == '1' else 'val' if row[validation] == '1' else 'train' for row in rows]
    return common.prepared(folder, header[:width], [row[:width] for row in rows], parts, way, 'label', 'classification', ['number'] * (width - 1) + [None])


def describe(path):
    """Rows, inputs, classes, the number of rows that are a test row in any fold, and whether the test rows were standardized apart from the others."""
    header, rows = common.read(path)
    label, flags = header.index('label'), [header.index(f'test{fold}') for fold in range(4)]
    tested = [row for row in rows if any(row[flag] == '1' for flag in flags)]
    learned = [row for row in rows if not all(row[flag] == '1' for flag in flags)]
    official = all(row[flag] == '1' for row in tested for flag in flags)
    return len(rows), label, len({row[label] for row in rows}), len(tested), official and not any(
        {row[place] for row in learned} & {row[place] for row in tested} for place in range(label))


def main():
    study = common.Study(__doc__, parts='folds')
    table = published(study)
    files = study.chosen({file[:-len('.csv.gz')]: path for file, path in common.folder(study.path('uci121')) if file.endswith('.csv.gz')})
    cases = [common.Case(name, str(fold), functools.partial(prepare, path, fold, study.way)) for name, path in files.items() for fold in range(4)[:study.parts]]
    ours, baselines, others, best, seconds, below, no_better, apart, names = [], [], {name: [] for name in SHOWN}, [], [], [], [], {}, set()
    for place, (name, runs) in enumerate(study.results(cases)):
        if not place:
            common.heading('data', 'rows', 'inputs', 'classes', 'accuracy', 'majority', *SHOWN, 'best', 'rank', 'of', *common.COSTS)
        rows, inputs, classes, tested, is_apart = describe(files[name])
        methods = table.get(name, {})
        score, baseline = common.mean(runs, 'score'), common.mean(runs, 'baseline')
        leader = max(methods, key=methods.get, default=None)
        rank = f'{common.rank(score, methods.values(), decimals=3):g}' if methods else ''
        margin = 2 * math.sqrt(baseline * (1 - baseline) / tested)
        if score < baseline - margin:
            below.append(f'{name} ({score:.3f} < {baseline:.3f} - {margin:.3f})')
        if score <= baseline:
            no_better.append(name)
        names.add(name)
        if is_apart:
            apart[name] = score
        ours.append(score)
        baselines.append(baseline)
        seconds.append(common.mean(runs, 'seconds'))
        for method in SHOWN:
            if method in methods:
                others[method].append(methods[method])
        if leader:
            best.append(methods[leader])
        common.row(f'{name} *' if is_apart else name, rows, inputs, classes, common.number(score) + common.spread(common.by_seed(runs)), common.number(baseline), *(common.number(methods.get(method)) for method in SHOWN),
                   f'{common.number(methods[leader])} ({leader})' if leader else '', rank, len(methods) + 1, *common.costs(runs))
    if ours:
        common.row('mean', '', '', '', common.number(statistics.fmean(ours)), common.number(statistics.fmean(baselines)),
                   *(f'{common.number(statistics.fmean(values))} ({len(values)} sets)' if values else '' for values in others.values()),
                   common.number(statistics.fmean(best)) if best else '', '', '', f'{statistics.fmean(seconds):.1f}', '', '')
        print(f'\nMean accuracy {statistics.fmean(ours):.4f} on {len(ours)} sets.')
        print(f'Below the majority class by more than chance: {len(below)} sets{": " if below else ""}{", ".join(below)}.')
        print(f'Not above the majority class: {len(no_better)} sets{": " if no_better else ""}{", ".join(no_better)}.')
        leaders(table, names)
        if apart and len(apart) < len(ours):
            print(f'\\* No value of any input is in both the test rows and the others: they were standardized apart. Mean accuracy without these {len(apart)} sets: '
                  f'{(sum(ours) - sum(apart.values())) / (len(ours) - len(apart)):.4f}.')
            leaders(table, names - set(apart))
    study.finish()


def leaders(table, names):
    """The best classifiers by their mean, of those that have a result on each of these sets."""
    common_names = [name for name in names if name in table]
    methods = {method for name in common_names for method in table[name]}
    means = {method: statistics.fmean(table[name][method] for name in common_names) for method in methods if all(method in table[name] for name in common_names)}
    top = sorted(means, key=lambda method: (-means[method], method))[:5]
    if top:
        print(f'Best published means over these {len(common_names)} sets: {", ".join(f"{method} {means[method]:.4f}" for method in top)}.')


common.guarded(main)
