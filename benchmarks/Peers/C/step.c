/* The lecture's 2-3-1 network by hand: sigmoid hidden units, one identity output, ½(y − t)², gradient descent, one row a step.
   A worker: see Shared/WorkerLoop.cs. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define INPUTS 2
#define HIDDEN 3
#define ROWS 64

static float hidden[INPUTS + 1][HIDDEN], output[HIDDEN + 1];
static float x[ROWS][INPUTS], target[ROWS];

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static void step(const float *in, float t, float rate) {
  float z[HIDDEN], y = output[0];
  for (int j = 0; j < HIDDEN; j++) {
    float a = hidden[0][j];
    for (int i = 0; i < INPUTS; i++) a += hidden[i + 1][j] * in[i];
    z[j] = 1.0f / (1.0f + expf(-a));
    y += output[j + 1] * z[j];
  }
  float delta = y - t;
  for (int j = 0; j < HIDDEN; j++) {
    float below = delta * output[j + 1] * (z[j] - z[j] * z[j]);
    output[j + 1] -= rate * delta * z[j];
    hidden[0][j] -= rate * below;
    for (int i = 0; i < INPUTS; i++) hidden[i + 1][j] -= rate * below * in[i];
  }
  output[0] -= rate * delta;
}

int main(void) {
  char line[64];
  srand(1);
  for (int n = 0; n < ROWS; n++) {
    for (int i = 0; i < INPUTS; i++) x[n][i] = (float)rand() / (float)RAND_MAX;
    target[n] = (float)rand() / (float)RAND_MAX;
  }
  for (int j = 0; j < HIDDEN; j++) output[j] = hidden[0][j] = hidden[1][j] = hidden[2][j] = 0.1f * (float)(j + 1);
#ifdef __VERSION__
  printf("ready C, gcc %s -O3 -march=native -ffast-math\n", __VERSION__);
#else
  printf("ready C\n");
#endif
  fflush(stdout);
  for (int n = 0; fgets(line, sizeof line, stdin);) {
    long steps = atol(line);
    double start = seconds();
    for (long s = 0; s < steps; s++, n = (n + 1) % ROWS) step(x[n], target[n], 1e-4f);
    /* The weight is printed so that no compiler leaves the work out; readers ignore what follows the two numbers. */
    printf("%.9g 0 %g\n", seconds() - start, (double)output[0]);
    fflush(stdout);
  }
  return 0;
}
