namespace Saddle.Scalars;

/// <summary>Functions made of the primitive ones, so that every scalar has them with the same rounding.</summary>
internal static class Composite
{
    public static T Softplus<T>(T x)
        where T : IScalar<T>
    {
        // max(x, 0) + log1p(exp(-|x|)), where log1p(y) = log(u) * y / (u - 1) with u = 1 + y cancels the rounding of u.
        var y = T.Exp(-T.Abs(x));
        var u = 1.0 + y;
        var excess = u - 1.0;
        var tiny = excess <= 0.0;
        var log1p = T.Select(tiny, y, T.Log(u) * (y / T.Select(tiny, 1.0, excess)));
        return T.Select(x > 0.0, x, 0.0) + log1p;
    }

    public static T Sigmoid<T>(T x)
        where T : IScalar<T>
    {
        var y = T.Exp(-T.Abs(x));
        return T.Select(x >= 0.0, 1.0 / (1.0 + y), y / (1.0 + y));
    }
}
