# Minimax fits by a Remez exchange in 60 digits.
from mpmath import *
mp.dps = 60
def remez(basis, f, w, lo, hi, iters=12):
    """minimise max |w(x) (sum c_i basis_i(x) - f(x))| on [lo,hi]"""
    n = len(basis)
    xs = [(lo+hi)/2 + (hi-lo)/2*cos(pi*(mpf(i)+0.5)/(n+1)) for i in range(n, -1, -1)]
    for it in range(iters):
        A = matrix(n+1, n+1); b = matrix(n+1, 1)
        for i, x in enumerate(xs):
            for j in range(n): A[i, j] = basis[j](x)
            A[i, n] = (-1)**i / w(x)
            b[i] = f(x)
        sol = lu_solve(A, b)
        c = [sol[j] for j in range(n)]
        err = lambda x: w(x)*(sum(cj*bj(x) for cj, bj in zip(c, basis)) - f(x))
        M = 60*n
        grid = [(lo+hi)/2 - (hi-lo)/2*cos(pi*mpf(i)/M) for i in range(M+1)]
        ev = [err(x) for x in grid]
        # extrema by sign runs
        ext = []; i = 0
        while i <= M:
            s = sign(ev[i]); j = i; best = i
            while j <= M and sign(ev[j]) == s:
                if abs(ev[j]) > abs(ev[best]): best = j
                j += 1
            ext.append(best); i = j
        if len(ext) < n+1: break
        while len(ext) > n+1:
            if abs(ev[ext[0]]) < abs(ev[ext[-1]]): ext.pop(0)
            else: ext.pop()
        xs = [grid[e] for e in ext]
    return c, max(abs(e) for e in ev)
def show(name, c, e):
    print(name, nstr(e, 4))
    for x in c: print("   ", repr(float(x)))
mono = lambda k: (lambda x: x**k)
import sys
h = log(2)/2*mpf('1.0001')
# exp: 1 + r + r^2 * P(r)
c, e = remez([mono(k) for k in range(2, 12)], lambda x: exp(x)-1-x, lambda x: exp(-x), -h, h)
show("exp degree 11, from r^2", c, e)
# log: with s=(m-1)/(m+1), z=s^2: log m = 2s + s*z*P(z); weight so that relative error of log m
zmax = ((sqrt(2)-1)/(sqrt(2)+1))**2*mpf('1.001')
F = lambda z: (2*atanh(sqrt(z))/sqrt(z) - 2)/z if z > mpf('1e-20') else mpf(2)/3+2*z/5
for d in (6, 7):
    c, e = remez([mono(k) for k in range(d)], F, lambda z: z/2, mpf(0), zmax)
    show("log, P(z) deg %d" % (d-1), c, e)
# tanh: x + x z P(z), |x| <= 0.625
zmax = mpf('0.625')**2*mpf('1.0001')
F = lambda z: (tanh(sqrt(z))/sqrt(z)-1)/z if z > mpf('1e-20') else -mpf(1)/3+2*z/15
for d in (11,):
    c, e = remez([mono(k) for k in range(d)], F, lambda z: z, mpf(0), zmax)
    show("tanh P deg %d" % (d-1), c, e)
# erf: x*P(z) |x|<=1
F = lambda z: erf(sqrt(z))/sqrt(z) if z > mpf('1e-20') else 2/sqrt(pi)*(1-z/3)
for d in (11, 12):
    c, e = remez([mono(k) for k in range(d)], F, lambda z: 1, mpf(0), mpf('1.0001'))
    show("erf P deg %d" % (d-1), c, e)
# erfcx(x)=exp(x^2) erfc(x) on [1,6]; t=(x-a)/(x+a)
a = mpf('2.45')
def xof(t): return a*(1+t)/(1-t)
F = lambda t: exp(xof(t)**2)*erfc(xof(t))
lo, hi = (1-a)/(1+a), (6-a)/(6+a)
for d in (13, 15, 17):
    c, e = remez(
        [mono(k) for k in range(d)], F, lambda t: exp(-xof(t)**2)/erf(xof(t)), lo*mpf('1.0001'), hi*mpf('1.0001'))
    show("erfcx in t deg %d (weighted to erf)" % (d-1), c, e)
# softplus needs log1p only
