#!/usr/bin/env python3
"""Ranks of `backprop train` among the published methods of the TALENT benchmark, on its data sets with their fixed splits.

The folder has talent_split/*.csv.gz (columns part, n1 …, c1 …, target) and tables/talent_{binclass,multiclass,regression}.csv: the mean score of each
method over 15 seeds, with four decimals. As the published methods were, ours is fitted on the part train, with the epoch chosen on val (--way published). The score is the
mean over the seeds of the score on test: accuracy for classes, RMSE for numbers, to four decimals too. The rank is 1 + the number of methods that are better + half of those
that are equal.
"""
import functools
import math
import statistics

import common


def published(study):
    scores = {}
    for kind in ('binclass', 'multiclass', 'regression'):
        for record in common.records(study.path('tables', f'talent_{kind}.csv')):
            methods = {name: float(value) for name, value in record.items()
                       if name not in ('dataset', 'metric', 'source') and not name.endswith('_std') and value and not math.isnan(float(value))}
            scores[record['dataset']] = kind, methods
    return scores


def prepare(path, kind, way, folder):
    header, rows = common.read(path)
    parts = [row[header.index('part')] for row in rows]
    kinds = [{'n': 'number', 'c': 'category'}.get(name[0]) for name in header[1:]]
    task = 'regression' if kind == 'regression' else 'classification'
    return common.prepared(folder, header[1:], [row[1:] for row in rows], parts, way, 'target', task, kinds)


def main():
    study = common.Study(__doc__)
    tables = published(study)
    files = {file[:-len('.csv.gz')]: path for file, path in common.folder(study.path('talent_split')) if file.endswith('.csv.gz')}
    cases = [common.Case(name, '', functools.partial(prepare, path, tables[name][0], study.way)) for name, path in study.chosen(files).items()]
    shown, ranks, alone = ('mlp', 'realmlp', 'catboost'), [], []
    for place, (name, runs) in enumerate(study.results(cases)):
        if not place:
            common.heading('data', 'score', 'rank', 'of', 'baseline', *shown, 'best', *common.COSTS)
        kind, methods = tables[name]
        smaller = kind == 'regression'
        scores = [run.score for run in runs]
        ranks.append(common.rank(statistics.fmean(scores), methods.values(), smaller))
        alone.append(statistics.fmean(common.rank(score, methods.values(), smaller) for score in scores))
        best = (min if smaller else max)(methods, key=methods.get)
        common.row(name, common.number(statistics.fmean(scores)) + common.spread(scores), f'{ranks[-1]:g}', len(methods) + 1, common.number(runs[0].baseline),
                   *(common.number(methods.get(method)) for method in shown), f'{common.number(methods[best])} ({best})', *common.costs(runs))
    if ranks:
        print(f'\nMean rank {statistics.fmean(ranks):.2f} on {len(ranks)} sets' + (f'; of single seeds {statistics.fmean(alone):.2f}.' if study.seeds > 1 else '.'))
    study.finish()


common.guarded(main)
