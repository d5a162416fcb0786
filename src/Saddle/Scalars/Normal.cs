namespace Saddle.Scalars;

/// <summary>The unit normal law.</summary>
public static class Normal
{
    /// <summary>The 97.5 % quantile: an interval of 95 % reaches so many standard errors either way.</summary>
    public const double Quantile975 = 1.959963984540054;

    /// <summary>The value below which a share of the law lies, with a relative error of about 1e-16.</summary>
    /// <param name="share">The share, in (0, 1).</param>
    /// <remarks>
    /// Wichura 1988, "Algorithm AS 241: the percentage points of the normal distribution", routine PPND16.
    /// </remarks>
    public static double Quantile(double share)
    {
        var q = share - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            var r = 0.180625 - (q * q);
            return q * Ratio(
                r,
                [
                    2509.0809287301226727, 33430.575583588128105,
                    67265.770927008700853, 45921.953931549871457,
                    13731.693765509461125, 1971.5909503065514427,
                    133.14166789178437745, 3.387132872796366608,
                ],
                [
                    5226.495278852854561, 28729.085735721942674,
                    39307.89580009271061, 21213.794301586595867,
                    5394.1960214247511077, 687.1870074920579083,
                    42.313330701600911252, 1,
                ]);
        }

        var tail = Math.Sqrt(-Real.Log(q < 0 ? share : 1 - share).Value);
        var value = tail <= 5
            ? Ratio(
                tail - 1.6,
                [
                    7.7454501427834140764e-4, 0.0227238449892691845833,
                    0.24178072517745061177, 1.27045825245236838258,
                    3.64784832476320460504, 5.7694972214606914055,
                    4.6303378461565452959, 1.42343711074968357734,
                ],
                [
                    1.05075007164441684324e-9, 5.475938084995344946e-4,
                    0.0151986665636164571966, 0.14810397642748007459,
                    0.68976733498510000455, 1.6763848301838038494,
                    2.05319162663775882187, 1,
                ])
            : Ratio(
                tail - 5,
                [
                    2.01033439929228813265e-7, 2.71155556874348757815e-5,
                    0.0012426609473880784386, 0.026532189526576123093,
                    0.29656057182850489123, 1.7848265399172913358,
                    5.4637849111641143699, 6.6579046435011037772,
                ],
                [
                    2.04426310338993978564e-15, 1.4215117583164458887e-7,
                    1.8463183175100546818e-5, 7.868691311456132591e-4,
                    0.0148753612908506148525, 0.13692988092273580531,
                    0.59983220655588793769, 1,
                ]);
        return q < 0 ? -value : value;
    }

    private static double Ratio(double r, ReadOnlySpan<double> numerator, ReadOnlySpan<double> denominator)
    {
        var (n, d) = (0.0, 0.0);
        for (var i = 0; i < numerator.Length; i++)
        {
            n = Math.FusedMultiplyAdd(n, r, numerator[i]);
            d = Math.FusedMultiplyAdd(d, r, denominator[i]);
        }

        return n / d;
    }
}
