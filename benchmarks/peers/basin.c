/* The two-Gaussian game under the alternating rule in C, for a compiler that vectorises with glibc's libmvec:
 *
 *     cc -O3 -march=native -ffast-math -fopenmp-simd basin.c -o basin -lm
 *     echo STEPS | ./basin STARTS 6
 *
 * Starts are taken in blocks that the first-level cache holds, one array a coordinate. It is asked as peer.py is. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BLOCK = 64, SIZE = 6 };

static const double A1 = -0.5, A2 = 0.5;
static const double STEP = 0.1 * 0.19947114020071635; /* 1 / (2 sqrt(2 pi)): a weight and the density's constant */

#define BELL(d) exp(-0.5 * (d) * (d))
#define DIFFERENCE(x) (BELL(x - A1) + BELL(x - A2) - BELL(x - v1) - BELL(x - v2))
#define PULL(v) (BELL(r1 - v) - BELL(l1 - v) + BELL(r2 - v) - BELL(l2 - v))

static void advance(double (*restrict s)[BLOCK], long steps)
{
    for (long step = 0; step < steps; step++) {
#pragma omp simd
        for (int i = 0; i < BLOCK; i++) {
            double v1 = s[0][i], v2 = s[1][i], l1 = s[2][i], r1 = s[3][i], l2 = s[4][i], r2 = s[5][i];
            l1 -= STEP * DIFFERENCE(l1);
            r1 += STEP * DIFFERENCE(r1);
            l2 -= STEP * DIFFERENCE(l2);
            r2 += STEP * DIFFERENCE(r2);
            double m1 = 0.5 * (l1 + r1), m2 = 0.5 * (l2 + r2);
            int crossed1 = l1 > r1, crossed2 = l2 > r2;
            l1 = crossed1 ? m1 : l1;
            r1 = crossed1 ? m1 : r1;
            l2 = crossed2 ? m2 : l2;
            r2 = crossed2 ? m2 : r2;
            s[0][i] = v1 - STEP * PULL(v1);
            s[1][i] = v2 - STEP * PULL(v2);
            s[2][i] = l1;
            s[3][i] = r1;
            s[4][i] = l2;
            s[5][i] = r2;
        }
    }
}

static void run(const double *starts, double *finals, long count, long steps)
{
    static double s[SIZE][BLOCK] __attribute__((aligned(64)));
    for (long first = 0; first < count; first += BLOCK) {
        for (int i = 0; i < BLOCK; i++) {
            long from = first + i < count ? first + i : count - 1;
            for (int k = 0; k < SIZE; k++)
                s[k][i] = starts[SIZE * from + k];
        }
        advance(s, steps);
        for (int i = 0; i < BLOCK && first + i < count; i++)
            for (int k = 0; k < SIZE; k++)
                finals[SIZE * (first + i) + k] = s[k][i];
    }
}

static double processor_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

int main(int argc, char **argv)
{
    FILE *file = argc == 3 && atoi(argv[2]) == SIZE ? fopen(argv[1], "rb") : NULL;
    if (!file || fseek(file, 0, SEEK_END)) {
        fprintf(stderr, "basin: expected a file of starts and the size of a state, %d\n", SIZE);
        return 2;
    }
    long count = ftell(file) / (long)(SIZE * sizeof(double));
    double *starts = malloc(count * SIZE * sizeof *starts), *finals = malloc(count * SIZE * sizeof *finals);
    rewind(file);
    if (!starts || !finals || fread(starts, SIZE * sizeof *starts, count, file) != (size_t)count) {
        fprintf(stderr, "basin: the starts cannot be read\n");
        return 2;
    }
    fclose(file);
    printf("{\"versions\": \"cc %s\"}\n", __VERSION__);
    fflush(stdout);
    char line[4096];
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = 0;
        char *end;
        long steps = strtol(line, &end, 10);
        double begin = processor_seconds();
        run(starts, finals, count, steps);
        double seconds = processor_seconds() - begin;
        if (*end == ' ') {
            FILE *out = fopen(end + 1, "wb");
            if (!out || fwrite(finals, SIZE * sizeof *finals, count, out) != (size_t)count || fclose(out)) {
                fprintf(stderr, "basin: the final states cannot be written\n");
                return 1;
            }
        }
        printf("{\"seconds\": %.9f}\n", seconds);
        fflush(stdout);
    }
    return 0;
}
