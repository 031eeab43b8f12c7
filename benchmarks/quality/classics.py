#!/usr/bin/env python3
"""`backprop train` on small well-known tables, as a user would call it, beside the constant prediction.

The folder has classics/ (with seaborn/ and jbrownlee/) and fann/NAME.{train,test}.gz; data sets that are missing are left out. The classics are given as they are, with nothing but the
target's name: the program finds out the kinds of the columns and holds out its own test rows. The FANN sets have test rows of their own; their outputs become a class where
they are 0 and 1 with at most a single 1 in a row, else the numbers to predict.

Below the baseline means: a class accuracy that is less by more than two standard errors of a share on the test rows, or a larger RMSE.
"""
import functools
import math
import os
import statistics

import common

# The file, the target, and further options.
BARE = '--header', 'no'
CLASSICS = {
    'iris': ('seaborn/iris.csv', 'species'),
    'penguins': ('seaborn/penguins.csv', 'species'),
    'titanic': ('seaborn/titanic.csv', 'survived', '--column', 'alive=ignore'),
    'geyser': ('seaborn/geyser.csv', 'kind'),
    'mpg': ('seaborn/mpg.csv', 'mpg'),
    'tips': ('seaborn/tips.csv', 'tip'),
    'taxis': ('seaborn/taxis.csv.gz', 'fare', '--column', 'total=ignore'),
    'car_crashes': ('seaborn/car_crashes.csv', 'total'),
    'healthexp': ('seaborn/healthexp.csv', 'Life_Expectancy'),
    'flights': ('seaborn/flights.csv', 'passengers'),
    'planets': ('seaborn/planets.csv', 'method'),
    'diabetes': ('diabetes.tab.txt', 'Y'),
    'wine': ('wine.data.txt', '1', *BARE),
    'digits': ('digits.csv.gz', '65', *BARE),
    'abalone': ('jbrownlee/abalone.csv.gz', '9', *BARE, '--task', 'regression'),
    'auto_imports': ('jbrownlee/auto_imports.csv', '26', *BARE, '--task', 'regression'),
    'banknote': ('jbrownlee/banknote_authentication.csv', '5', *BARE),
    'breast-cancer': ('jbrownlee/breast-cancer.csv', '10', *BARE),
    'breast-cancer-wisconsin': ('jbrownlee/breast-cancer-wisconsin.csv', '10', *BARE),
    'german': ('jbrownlee/german.csv', '21', *BARE),
    'haberman': ('jbrownlee/haberman.csv', '4', *BARE),
    'horse-colic': ('jbrownlee/horse-colic.csv', '24', *BARE),
    'housing': ('jbrownlee/housing.csv', '14', *BARE, '--task', 'regression'),
    'ionosphere': ('jbrownlee/ionosphere.csv', '35', *BARE),
    'longley': ('jbrownlee/longley.csv', '7', *BARE, '--task', 'regression'),
    'mammography': ('jbrownlee/mammography.csv.gz', '7', *BARE),
    'oil-spill': ('jbrownlee/oil-spill.csv.gz', '50', *BARE),
    'pima': ('jbrownlee/pima-indians-diabetes.csv', '9', *BARE),
    'pollution': ('jbrownlee/pollution.csv.gz', 'pm2.5', '--task', 'regression'),
    'sonar': ('jbrownlee/sonar.csv', '61', *BARE),
    'wheat-seeds': ('jbrownlee/wheat-seeds.csv', '8', *BARE),
}


def classic(path, target, options, folder):
    return common.Prepared([path, '--target', target, *options])


def read_fann(path):
    """The (inputs, outputs) of each row."""
    with common.opened(path) as file:
        cells = file.read().split()
    inputs, width = int(cells[1]), int(cells[1]) + int(cells[2])
    rows = [cells[start:start + width] for start in range(3, len(cells), width)]
    return [(row[:inputs], row[inputs:]) for row in rows]


def fann(path, folder):
    train, test = read_fann(path), read_fann(path.replace('.train.', '.test.'))
    outputs = [list(map(float, row[1])) for row in train + test]
    classes = all(set(row) <= {0.0, 1.0} and row.count(1.0) <= 1 for row in outputs)
    targets = ['class'] if classes else [f'y{place}' for place in range(1, len(outputs[0]) + 1)]
    header = [f'x{place}' for place in range(1, len(train[0][0]) + 1)] + targets

    def lines(rows):
        return (row[0] + ([next((f'c{place}' for place, value in enumerate(row[1], 1) if float(value) == 1), 'c0')] if classes else row[1]) for row in rows)

    options = [option for name in header[:-len(targets)] for option in ('--column', f'{name}=number')] + [option for name in targets for option in ('--target', name)]
    data, tested = (common.write(os.path.join(folder, f'{name}.csv'), header, lines(rows)) for name, rows in (('data', train), ('test', test)))
    return common.Prepared([data, '--test', tested, '--task', 'classification' if classes else 'regression', *options])


def main():
    study = common.Study(__doc__, ways=False)
    files, makers = {}, {}
    for name, (file, target, *options) in CLASSICS.items():
        path = study.path('classics', *file.split('/'))
        if os.path.exists(path):
            files[name], makers[name] = path, functools.partial(classic, path, target, options)
    if os.path.isdir(study.path('fann')):
        for file, path in common.folder(study.path('fann')):
            if file.endswith('.train.gz'):
                name = 'fann/' + file[:-len('.train.gz')]
                files[name], makers[name] = path, functools.partial(fann, path)
    cases = [common.Case(name, '', makers[name]) for name in study.chosen(files)]
    below, count = [], 0
    for place, (name, runs) in enumerate(study.results(cases)):
        if not place:
            common.heading('data', 'rows', 'test', 'metric', 'score', 'baseline', *common.COSTS)
        count += 1
        scores, baseline = [run.score for run in runs], common.mean(runs, 'baseline')
        score, rows = statistics.fmean(scores), runs[0].test_rows
        if score > baseline if runs[0].metric == 'rmse' else score < baseline - 2 * math.sqrt(baseline * (1 - baseline) / rows):
            below.append(name)
        common.row(name, runs[0].rows, rows, runs[0].metric, common.number(score) + common.spread(scores), common.number(baseline), *common.costs(runs))
    print(f'\nBelow the baseline: {len(below)} of {count} sets{": " if below else ""}{", ".join(below)}.')
    study.finish()


common.guarded(main)
