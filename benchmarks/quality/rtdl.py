#!/usr/bin/env python3
"""`backprop train` on the data sets of Gorishniy et al. (rtdl-revisiting-models, tabular-dl-tabr, tabm), beside their published results.

The folder has tables/{rtdl_revisiting,tabr_paper,tabm_paper}_results.csv and these data sets, of which those that are missing are left out:
with the published split
  california, house, churn   rtdl_split/NAME.csv.gz: part, row, the inputs, target
  adult                      tabular/adult/adult.{data,test}.gz with rtdl_split/adult_trainval_parts.txt.gz
with a random split of the published sizes (64, 16 and 20 percent), so that the comparison is approximate
  diamond, otto              tabular/diamonds/diamonds.csv.gz, tabular/otto/train.csv.gz
with such a split and nothing published
  covtype-93k, bike          tabular/covtype-93k/covtype_93k.csv.gz, tabular/bike/hour.csv.gz (without casual and registered, which add up to the target)
The published scores are means over 15 seeds of single models, tuned for each set; `ensemble` is the best of their ensembles of five.
"""
import functools
import os
import random
import statistics

import common

ADULT = ('age workclass fnlwgt education education-num marital-status occupation relationship race sex capital-gain capital-loss hours-per-week '
         'native-country income').split()
# The files of each set, that of the size first.
FILES = {
    'california': ['rtdl_split/california.csv.gz'],
    'house': ['rtdl_split/house.csv.gz'],
    'churn': ['rtdl_split/churn.csv.gz'],
    'adult': ['tabular/adult/adult.data.gz', 'tabular/adult/adult.test.gz', 'rtdl_split/adult_trainval_parts.txt.gz'],
    'diamond': ['tabular/diamonds/diamonds.csv.gz'],
    'otto': ['tabular/otto/train.csv.gz'],
    'covtype-93k': ['tabular/covtype-93k/covtype_93k.csv.gz'],
    'bike': ['tabular/bike/hour.csv.gz'],
}
TASKS = {'california': 'regression', 'house': 'regression', 'diamond': 'regression', 'bike': 'regression'}
# Their names for the sets, and the models shown.
NAMES = {'california_housing': 'california'}
MODELS = {'mlp': 'MLP', 'mlp-periodic': 'MLP, periodic', 'tabm-mini-piecewiselinear': 'TabM-mini, PLE', 'tabr[0]': 'TabR-S', 'xgboost_[2]': 'XGBoost', 'catboost_[2]': 'CatBoost'}


def published(study):
    """For each set the scores of single models and of ensembles: {kind: {model: score}}, RMSE or accuracy."""
    table = {}
    for file in ('rtdl_revisiting', 'tabr_paper', 'tabm_paper'):
        for record in common.records(study.path('tables', f'{file}_results.csv')):
            kinds = table.setdefault(NAMES.get(record['dataset'], record['dataset']), {})
            kinds.setdefault(record['kind'], {})[record['model']] = abs(float(record['score_mean']))
    return table


def is_number(values):
    try:
        for value in values:
            if value:
                float(value)
        return True
    except ValueError:
        return False


def own_split(rows):
    """Parts of the published sizes: a fifth to test, then a fifth of the rest for validation, both rounded up."""
    test = -(-rows // 5)
    validation = -(-(rows - test) // 5)
    parts = ['test'] * test + ['val'] * validation + ['train'] * (rows - test - validation)
    random.Random(0).shuffle(parts)
    return parts


def load(name, paths):
    """The header, the rows, the part of each, the target's name, and the columns that are categories (None: those with values that are not numbers)."""
    if name == 'adult':
        trained, tested = ([[cell.strip() for cell in row] for row in common.read_bare(path)] for path in paths[:2])
        with common.opened(paths[2]) as file:
            parts = file.read().split() + ['test'] * len(tested)
        return ADULT, trained + [[*row[:-1], row[-1].rstrip('.')] for row in tested], parts, 'income'
    header, rows = common.read(paths[0])
    if 'part' in header:
        return header[2:], [row[2:] for row in rows], [row[0] for row in rows], 'target'
    target, dropped = {'diamond': ('price', ()), 'otto': ('target', ('id',)), 'covtype-93k': (header[-1], ()), 'bike': ('cnt', ('instant', 'dteday', 'casual', 'registered'))}[name]
    kept = [place for place, column in enumerate(header) if column not in dropped]
    return [header[place] for place in kept], [[row[place] for place in kept] for row in rows], own_split(len(rows)), target


def prepare(name, paths, way, folder):
    header, rows, parts, target = load(name, paths)
    kinds = ['number' if is_number(column) else 'category' for column in zip(*rows)]
    return common.prepared(folder, header, rows, parts, way, target, TASKS.get(name, 'classification'), kinds)


def unit(name, paths):
    """What a published score counts in: the diamonds' target is in units of its standard deviation."""
    return statistics.pstdev(float(row[6]) for row in common.read(paths[0])[1]) if name == 'diamond' else 1


def main():
    study = common.Study(__doc__)
    table = published(study)
    there = {name: [study.path(*file.split('/')) for file in files] for name, files in FILES.items()}
    there = {name: paths for name, paths in there.items() if all(map(os.path.exists, paths))}
    files = study.chosen({name: paths[0] for name, paths in there.items()})
    cases = [common.Case(name, '', functools.partial(prepare, name, there[name], study.way)) for name in files]
    for place, (name, runs) in enumerate(study.results(cases)):
        if not place:
            common.heading('data', 'metric', 'score', 'baseline', *MODELS.values(), 'best', 'best ensemble', *common.COSTS)
        factor, kinds = unit(name, there[name]), table.get(name, {})
        single, ensemble = ({model: factor * score for model, score in kinds.get(kind, {}).items()} for kind in ('single', 'ensemble of 5'))
        scores = [run.score for run in runs]
        choose = min if runs[0].metric == 'rmse' else max
        bests = [f'{common.number(models[best])} ({best})' if (best := choose(models, key=models.get, default=None)) else '' for models in (single, ensemble)]
        common.row(name, runs[0].metric, common.number(statistics.fmean(scores)) + common.spread(scores), common.number(runs[0].baseline),
                   *(common.number(single.get(model)) for model in MODELS), *bests, *common.costs(runs))
    study.finish()


common.guarded(main)
