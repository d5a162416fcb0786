using Saddle.Torch;

namespace Saddle.Gans.Networks.Foreign.Exported;

/// <summary>
/// What graphs compute with sizes beside operators of libtorch: Python's arithmetic, on plain numbers.
/// </summary>
internal static class SymbolicFunctions
{
    /// <summary>The function of a name; null where there is none.</summary>
    /// <param name="target">The name, as graphs have it: <c>_operator.mul</c>, <c>torch.sym_min</c>.</param>
    public static Func<IReadOnlyList<Argument>, Argument>? Find(string target) => target switch
    {
        "_operator.add" => Whole(static (a, b) => checked(a + b), static (a, b) => a + b),
        "_operator.sub" => Whole(static (a, b) => checked(a - b), static (a, b) => a - b),
        "_operator.mul" => Whole(static (a, b) => checked(a * b), static (a, b) => a * b),
        "_operator.floordiv" => Whole(FloorDivision, static (a, b) => Math.Floor(a / b)),
        "_operator.mod" => Whole(Modulo, static (a, b) => a - (b * Math.Floor(a / b))),
        "_operator.truediv" => static a => a[0].Number / a[1].Number,
        "_operator.pow" or "builtins.pow" => Power,
        "_operator.neg" => static a => a[0].IsReal ? -a[0].Number : checked(-a[0].Whole),
        "_operator.pos" => static a => a[0],
        "_operator.abs" or "builtins.abs" => static a => a[0].IsReal ? Math.Abs(a[0].Number) : Math.Abs(a[0].Whole),
        "_operator.eq" => Compared(static sign => sign == 0),
        "_operator.ne" => Compared(static sign => sign != 0),
        "_operator.lt" => Compared(static sign => sign < 0),
        "_operator.le" => Compared(static sign => sign <= 0),
        "_operator.gt" => Compared(static sign => sign > 0),
        "_operator.ge" => Compared(static sign => sign >= 0),
        "_operator.and_" => static a => (a[0].Whole & a[1].Whole) != 0,
        "_operator.or_" => static a => (a[0].Whole | a[1].Whole) != 0,
        "torch.sym_not" or "_operator.not_" => static a => a[0].Whole == 0,
        "torch.sym_min" or "builtins.min" => Whole(Math.Min, Math.Min),
        "torch.sym_max" or "builtins.max" => Whole(Math.Max, Math.Max),
        "torch.sym_int" or "math.trunc" => static a => a[0].Whole,
        "torch.sym_float" => static a => a[0].Number,
        "torch.sym_sqrt" or "torch._sym_sqrt" or "math.sqrt" => static a => Math.Sqrt(a[0].Number),
        "torch.sym_ite" => static a => a[0].Whole != 0 ? a[1] : a[2],
        "torch.sym_sum" => static a => a.Aggregate(0L, static (sum, term) => checked(sum + term.Whole)),
        "math.floor" => static a => (long)Math.Floor(a[0].Number),
        "math.ceil" => static a => (long)Math.Ceiling(a[0].Number),
        "builtins.round" => static a => (long)Math.Round(a[0].Number, MidpointRounding.ToEven),
        _ => null,
    };

    // On whole numbers where both are, as Python does.
    private static Func<IReadOnlyList<Argument>, Argument> Whole(
        Func<long, long, long> whole, Func<double, double, double> real) =>
        a => a[0].IsReal || a[1].IsReal
            ? real(a[0].Number, a[1].Number)
            : whole(a[0].Whole, a[1].Whole);

    private static Func<IReadOnlyList<Argument>, Argument> Compared(Func<int, bool> holds) =>
        a => holds(
            a[0].IsReal || a[1].IsReal
                ? a[0].Number.CompareTo(a[1].Number)
                : a[0].Whole.CompareTo(a[1].Whole));

    private static Argument Power(IReadOnlyList<Argument> a)
    {
        var power = Math.Pow(a[0].Number, a[1].Number);
        return a[0].IsReal || a[1].IsReal || a[1].Whole < 0 ? power : checked((long)power);
    }

    private static long FloorDivision(long a, long b) => checked(a / b) - ((a % b != 0 && (a < 0) != (b < 0)) ? 1 : 0);

    private static long Modulo(long a, long b) => a - checked(b * FloorDivision(a, b));
}
