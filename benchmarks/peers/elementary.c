/* Elementary functions by glibc's libmvec, over an array that the first-level cache holds:
 *
 *     cc -O3 -march=native -ffast-math -fopenmp-simd elementary.c -o elementary -lm
 *     ./elementary
 *
 * Prints the nanoseconds a number of processor time, the least of twenty turns. Its results may be four units in the
 * last place off, as libmvec promises. */
#include <math.h>
#include <stdio.h>
#include <time.h>

enum { COUNT = 1024, TURNS = 20, TIMES = 2000 };

static double x[COUNT] __attribute__((aligned(64))), y[COUNT] __attribute__((aligned(64)));

static double processor_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return t.tv_sec + 1e-9 * t.tv_nsec;
}

#define MEASURE(name, low, high, expression)                                                                          \
    do {                                                                                                               \
        double least = 1e9;                                                                                            \
        for (int i = 0; i < COUNT; i++)                                                                                \
            x[i] = low + (high - low) * i / COUNT;                                                                     \
        for (int turn = 0; turn < TURNS; turn++) {                                                                     \
            double begin = processor_seconds();                                                                        \
            for (int time = 0; time < TIMES; time++) {                                                                 \
                _Pragma("omp simd") for (int i = 0; i < COUNT; i++) y[i] = expression;                                 \
                __asm__ volatile("" : : "r"(x), "r"(y) : "memory");                                                    \
            }                                                                                                          \
            double taken = (processor_seconds() - begin) / TIMES / COUNT * 1e9;                                        \
            least = taken < least ? taken : least;                                                                     \
        }                                                                                                              \
        printf("%-5s %8.3f ns a number\n", name, least);                                                               \
    } while (0)

int main(void)
{
    MEASURE("exp", -5, 5, exp(x[i]));
    MEASURE("bell", -5, 5, exp(-0.5 * x[i] * x[i]));
    MEASURE("log", 0.01, 100, log(x[i]));
    MEASURE("tanh", -5, 5, tanh(x[i]));
    MEASURE("erf", -5, 5, erf(x[i]));
    return 0;
}
