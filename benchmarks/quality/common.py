"""What the scripts of this folder share: the command line, running ./backprop train, and the tables they print.

A script makes cases, one for each data set and fold. A case writes its files into a folder and gives the arguments of `train`; the study runs each
case with each seed and gives back the runs of a data set at a time.
"""
import argparse
import collections
import csv
import gzip
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, dataclass, fields
from typing import Callable, List, Optional

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PUBLISHED, USER = 'published', 'user'
WAYS = {
    PUBLISHED: 'fitted on the part train, the epoch chosen on the part val',
    USER: 'train and val are one table, and the program holds out what it needs',
}


@dataclass
class Prepared:
    """The arguments of `train` for a case, and the score of the constant prediction on its test rows (None: what the program reports)."""
    arguments: List[str]
    baseline: Optional[float] = None


@dataclass
class Case:
    """One fold or split (`part`) of a data set. `prepare` gets an empty folder for the files that it writes."""
    set: str
    part: str
    prepare: Callable[[str], Prepared]


@dataclass
class Run:
    set: str
    part: str
    seed: int
    metric: str = ''
    score: float = math.nan
    baseline: float = math.nan
    train_rows: int = 0
    validation_rows: int = 0
    test_rows: int = 0
    seconds: float = math.nan
    wall_seconds: float = math.nan
    megabytes: float = math.nan
    epochs: int = 0
    best_epoch: int = 0
    parameters: int = 0
    error: str = ''

    @property
    def rows(self):
        return self.train_rows + self.validation_rows + self.test_rows


class Study:
    """The command line of a script and the runs it asks for."""

    def __init__(self, description, ways=True, way=PUBLISHED, parts=None, seeds=1):
        own, self.options = sys.argv[1:], []
        if '--' in own:
            cut = own.index('--')
            own, self.options = own[:cut], own[cut + 1:]
        parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter,
                                         epilog='Options after -- go to `backprop train`.')
        parser.add_argument('folder', nargs='?', default=os.environ.get('BACKPROP_DATA'), help='the data sets and published tables (default: $BACKPROP_DATA)')
        if ways:
            parser.add_argument('--way', choices=list(WAYS), default=way, help='; '.join(f'{name}: {text}' for name, text in WAYS.items()) + f' (default {way})')
        if parts:
            parser.add_argument('--parts', type=int, metavar='N', help=f'only the first N {parts} of each set')
        parser.add_argument('--seeds', type=int, default=seeds, metavar='N', help=f'seeds 1 to N (default {seeds})')
        parser.add_argument('--sets', metavar='A,B', help='only these data sets')
        parser.add_argument('--max-rows', type=int, metavar='N', help='leave out data sets with more rows')
        parser.add_argument('--jobs', type=int, default=1, metavar='N', help='runs at the same time, each on one thread; times mean something with 1 only (default 1)')
        parser.add_argument('--program', default=os.path.join(ROOT, 'backprop'), metavar='PATH', help='the program, or its .dll (default: ./backprop of this repository)')
        parser.add_argument('--csv', metavar='FILE', help='also writes each run to this file')
        arguments = parser.parse_args(own)
        if not arguments.folder or not os.path.isdir(arguments.folder):
            parser.error(f"no folder '{arguments.folder}'; give the folder with the data sets, or set BACKPROP_DATA" if arguments.folder else 'give the folder with the data sets, or set BACKPROP_DATA')
        if arguments.seeds < 1 or arguments.jobs < 1:
            parser.error('--seeds and --jobs are at least 1')
        self.__dict__.update(vars(arguments))
        self.failed = False
        self.command = ['dotnet', self.program] if self.program.endswith('.dll') else [self.program]
        if self.jobs > 1 and '--threads' not in self.options:
            self.options = ['--threads', '1', *self.options]

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def chosen(self, files):
        """The data sets to run, from a dictionary of name to path: the small files first."""
        if not files:
            sys.exit(f"error: the folder '{self.folder}' has none of the data sets")
        if self.sets:
            names = self.sets.split(',')
            if unknown := [name for name in names if name not in files]:
                sys.exit(f"error: no data set {', '.join(unknown)}; there are {', '.join(sorted(files))}")
            files = {name: files[name] for name in names}
        files = dict(sorted(files.items(), key=lambda item: os.path.getsize(item[1])))
        return {name: path for name, path in files.items() if not self.max_rows or lines(path) <= self.max_rows + 1}

    def results(self, cases):
        """Runs every case with every seed; gives (data set, its runs) in the order of the cases. A data set with a failed run is reported and left out."""
        version = subprocess.run([*self.command, '--version'], capture_output=True, text=True)
        if version.returncode:
            sys.exit(f'error: {" ".join(self.command)} --version: {version.stderr.strip()}')
        way = f', way {self.way} ({WAYS[self.way]})' if hasattr(self, 'way') else ''
        options = f', options `{" ".join(self.options)}`' if self.options else ''
        print(f'{version.stdout.strip()}; {os.cpu_count()} processors, {self.jobs} at a time; seeds 1 to {self.seeds}{way}{options}\n', flush=True)
        log = open(self.csv, 'w', newline='') if self.csv else None
        writer = csv.writer(log) if log else None
        if writer:
            writer.writerow(field.name for field in fields(Run))
        pool = ThreadPoolExecutor(self.jobs)
        try:
            sets = collections.OrderedDict()
            for case in cases:
                sets.setdefault(case.set, []).extend(pool.submit(self.run, case, seed) for seed in range(1, self.seeds + 1))
            for name, futures in sets.items():
                runs = []
                for future in futures:
                    runs.append(future.result())
                    if writer:
                        writer.writerow(astuple(runs[-1]))
                        log.flush()
                if bad := [run for run in runs if run.error]:
                    self.failed = True
                    print(f'{name}: {len(bad)} of {len(runs)} runs failed; {bad[0].part} seed {bad[0].seed}: {bad[0].error}', file=sys.stderr, flush=True)
                else:
                    yield name, runs
        finally:
            pool.shutdown(cancel_futures=True)
            if log:
                log.close()

    def run(self, case, seed):
        run = Run(case.set, case.part, seed)
        try:
            with tempfile.TemporaryDirectory() as folder:
                prepared = case.prepare(folder)
                command = [*self.command, 'train', *prepared.arguments, '--seed', str(seed), '--json', '--model', os.path.join(folder, 'model.safetensors'), *self.options]
                result, run.wall_seconds, run.megabytes = execute(command)
            run.metric = 'accuracy' if result['task'] == 'classification' else 'rmse'
            run.score = result['test'][run.metric]
            run.baseline = result['baseline'][run.metric] if prepared.baseline is None else prepared.baseline
            run.train_rows, run.validation_rows, run.test_rows = result['train_rows'], result['validation_rows'], result['test_rows']
            run.seconds, run.epochs, run.best_epoch, run.parameters = result['seconds'], result.get('epochs'), result.get('best_epoch'), result.get('parameters')
        except Exception as error:
            run.error = f'{type(error).__name__}: {error}' if not isinstance(error, RuntimeError) else str(error)
        return run

    def finish(self):
        sys.exit(1 if self.failed else 0)


def guarded(main):
    """Runs a script: without a trace where a file of the data is missing or the user interrupts."""
    try:
        main()
    except FileNotFoundError as error:
        sys.exit(f"error: there is no file '{error.filename}'")
    except KeyboardInterrupt:
        sys.exit(130)


def execute(command):
    """Runs a command that prints a JSON object: the object, the seconds by the clock, and the most memory used, in MB."""
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        start = time.monotonic()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        if process.returncode:
            raise RuntimeError(f'exit status {process.returncode}: ' + ' '.join(errors.read().decode(errors='replace').split()))
        return json.loads(output.read()), seconds, usage.ru_maxrss / (2 ** 20 if sys.platform == 'darwin' else 1024)


def folder(path):
    """The (name, path) of each file in a folder of the data."""
    if not os.path.isdir(path):
        sys.exit(f"error: there is no folder '{path}'")
    return [(name, os.path.join(path, name)) for name in sorted(os.listdir(path))]


def opened(path):
    return gzip.open(path, 'rt', encoding='utf-8', newline='') if path.endswith('.gz') else open(path, encoding='utf-8', newline='')


def lines(path):
    with opened(path) as file:
        return sum(1 for _ in file)


def read(path):
    """The header and the rows of a CSV file."""
    header, *rows = read_bare(path)
    return header, rows


def read_bare(path):
    """The rows of a CSV file without a header."""
    with opened(path) as file:
        return [row for row in csv.reader(file) if row]


def records(path):
    """The rows of a CSV file as dictionaries."""
    with opened(path) as file:
        return list(csv.DictReader(file))


def write(path, header, rows):
    with open(path, 'w', encoding='utf-8', newline='') as file:
        writer = csv.writer(file, lineterminator='\n')
        writer.writerow(header)
        writer.writerows(rows)
    return path


def divided(folder, header, rows, parts, way):
    """Writes rows, each in the part train, val or test, for `train`: with a split column, or (way user) with the test rows in a file of their own."""
    data = os.path.join(folder, 'data.csv')
    if way == PUBLISHED:
        return [write(data, [*header, 'part'], ([*row, part] for row, part in zip(rows, parts))), '--split-column', 'part']
    test = write(os.path.join(folder, 'test.csv'), header, (row for row, part in zip(rows, parts) if part == 'test'))
    return [write(data, header, (row for row, part in zip(rows, parts) if part != 'test')), '--test', test]


def prepared(folder, header, rows, parts, way, target, task, kinds):
    """A case of rows with parts: `kinds` is the kind of each column, None where the program decides; the baseline is that of the target's constant
    prediction, from the rows that are not test rows."""
    position = header.index(target)
    learned = [row[position] for row, part in zip(rows, parts) if part != 'test']
    tested = [row[position] for row, part in zip(rows, parts) if part == 'test']
    options = [option for name, kind in zip(header, kinds) if kind and name != target for option in ('--column', f'{name}={kind}')]
    baseline = majority(learned, tested) if task == 'classification' else mean_error(learned, tested)
    return Prepared([*divided(folder, header, rows, parts, way), '--target', target, '--task', task, *options], baseline)


def majority(learned, tested):
    """The accuracy of the most frequent class."""
    counts = collections.Counter(learned)
    most = max(sorted(counts), key=counts.get)
    return sum(label == most for label in tested) / len(tested)


def mean_error(learned, tested):
    """The root mean squared error of the mean."""
    mean = statistics.fmean(map(float, learned))
    return math.sqrt(statistics.fmean((float(value) - mean) ** 2 for value in tested))


def by_seed(runs):
    """The mean score over the parts for each seed."""
    scores = collections.defaultdict(list)
    for run in runs:
        scores[run.seed].append(run.score)
    return [statistics.fmean(values) for values in scores.values()]


def rank(score, published, smaller_is_better=False, decimals=4):
    """1 + the number of published scores that are better + half of those that are equal, to the decimals that are published."""
    score = round(score, decimals)
    better = sum(value < score if smaller_is_better else value > score for value in published)
    return 1 + better + sum(value == score for value in published) / 2


def mean(runs, field):
    return statistics.fmean(getattr(run, field) for run in runs)


def spread(values):
    """' ± deviation' for several values, or nothing for one."""
    return f' ± {number(statistics.stdev(values))}' if len(values) > 1 else ''


def number(value):
    return '' if value is None or math.isnan(value) else f'{value:.4f}' if abs(value) < 100 else f'{value:,.1f}'


def costs(runs):
    """Cells: the mean seconds of training, the most memory in MB, and the epochs of the first run with the best one."""
    return f'{mean(runs, "seconds"):.1f}', f'{max(run.megabytes for run in runs):.0f}', f'{runs[0].epochs} ({runs[0].best_epoch})'


COSTS = 's', 'MB', 'epochs (best)'


def row(*cells):
    print('| ' + ' | '.join(str(cell) for cell in cells) + ' |', flush=True)


def heading(*cells):
    row(*cells)
    print('|' + '---|' * len(cells), flush=True)
