/* FANN's online training, one row a step: WORK D-M-K 1 sigmoid sum-of-squares sgd 1. A worker: see Shared/WorkerLoop.cs. */
#include <fann.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define ROWS 64

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

int main(int count, char **words) {
  unsigned inputs, units, outputs;
  char line[64];
  if (count < 3 || sscanf(words[2], "%u-%u-%u", &inputs, &units, &outputs) != 3) return 2;
  struct fann *network = fann_create_standard(3, inputs, units, outputs);
  fann_set_training_algorithm(network, FANN_TRAIN_INCREMENTAL);
  fann_set_activation_function_hidden(network, FANN_SIGMOID);
  fann_set_activation_function_output(network, FANN_LINEAR);
  fann_set_learning_rate(network, 1e-4f);
  float *x = malloc(ROWS * inputs * sizeof *x), *t = malloc(ROWS * outputs * sizeof *t);
  srand(1);
  for (unsigned i = 0; i < ROWS * inputs; i++) x[i] = (float)rand() / (float)RAND_MAX;
  for (unsigned i = 0; i < ROWS * outputs; i++) t[i] = (float)rand() / (float)RAND_MAX;
  printf("ready FANN\n");
  fflush(stdout);
  for (unsigned n = 0; fgets(line, sizeof line, stdin);) {
    long steps = atol(line);
    double start = seconds();
    for (long s = 0; s < steps; s++, n = (n + 1) % ROWS) fann_train(network, x + n * inputs, t + n * outputs);
    printf("%.9g 0\n", seconds() - start);
    fflush(stdout);
  }
  return 0;
}
