#!/usr/bin/env python3
"""The error of `backprop train` on the 10,000 test digits of MNIST, beside the published ones.

The folder has mnist/{train,t10k}-{images-idx3,labels-idx1}-ubyte.gz and tables/mnist_published.csv. The options after -- choose the network and the training.
"""
import re
import statistics

import common


def main():
    study = common.Study(__doc__, ways=False)
    data = study.path('mnist')
    files = study.chosen({'mnist': study.path('mnist', 'train-labels-idx1-ubyte.gz')})
    cases = [common.Case(name, '', lambda folder: common.Prepared([data])) for name in files]
    for name, runs in study.results(cases):
        common.heading('seed', 'error, %', *common.COSTS)
        for run in runs:
            common.row(run.seed, f'{100 * (1 - run.score):.2f}', *common.costs([run]))
        errors = [100 * (1 - run.score) for run in runs]
        print(f'\nError {statistics.fmean(errors):.3f} %' + (f' ± {statistics.stdev(errors):.3f}' if len(errors) > 1 else '') + f', {common.mean(runs, "seconds"):.0f} s.\n')
        common.heading('published', 'preprocessing', 'error, %', 'reference')
        records = common.records(study.path('tables', 'mnist_published.csv'))
        for record in sorted(records, key=lambda record: float(re.match(r'[0-9.]+', record['test_error_percent'])[0])):
            common.row(record['model'], record['preprocessing'], record['test_error_percent'], record['reference'])
    study.finish()


common.guarded(main)
