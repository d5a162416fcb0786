using Saddle.Scalars;

namespace Saddle.Torch;

/// <content>What makes a tensor a coordinate: arithmetic, comparisons and functions, element by element.</content>
public readonly partial struct Tensor : IScalar<Tensor>
{
    // Beyond it softplus gives its argument itself; libtorch's own 20 would cost 2e-9, which doubles show.
    private const double SoftplusThreshold = 40;

    /// <inheritdoc/>
    public static int Width => 1;

    /// <inheritdoc/>
    public static bool IsBlock => true;

    /// <inheritdoc/>
    public static Tensor Pack(ReadOnlySpan<double> lanes) => lanes[0];

    /// <inheritdoc/>
    public static implicit operator Tensor(double value) => new(value);

    /// <inheritdoc/>
    public static Tensor operator +(Tensor left, Tensor right) => (left.IsNumber, right.IsNumber) switch
    {
        (true, true) => left.Number + right.Number,
        (true, false) => left.Number == 0 ? right : AddNumber.Call(right, left.Number),
        (false, true) => right.Number == 0 ? left : AddNumber.Call(left, right.Number),
        _ => Add.Call(left, right),
    };

    /// <inheritdoc/>
    public static Tensor operator -(Tensor left, Tensor right) => (left.IsNumber, right.IsNumber) switch
    {
        (true, true) => left.Number - right.Number,
        (true, false) => SubtractFromNumber.Call(right, left.Number),
        (false, true) => SubtractNumber.Call(left, right.Number),
        _ => Subtract.Call(left, right),
    };

    /// <inheritdoc/>
    public static Tensor operator *(Tensor left, Tensor right) => (left.IsNumber, right.IsNumber) switch
    {
        (true, true) => left.Number * right.Number,
        (true, false) => MultiplyNumber.Call(right, left.Number),
        (false, true) => MultiplyNumber.Call(left, right.Number),
        _ => Multiply.Call(left, right),
    };

    /// <inheritdoc/>
    public static Tensor operator /(Tensor left, Tensor right) => (left.IsNumber, right.IsNumber) switch
    {
        (true, true) => left.Number / right.Number,
        (true, false) => MultiplyNumber.Call(ReciprocalOperator.Call(right), left.Number),
        (false, true) => DivideNumber.Call(left, right.Number),
        _ => Divide.Call(left, right),
    };

    /// <inheritdoc/>
    public static Tensor operator -(Tensor value) => value.IsNumber ? -value.Number : NegativeOperator.Call(value);

    /// <inheritdoc/>
    public static Tensor operator <(Tensor left, Tensor right) =>
        Compare(left, right, LessNumber, Less, GreaterNumber, static (a, b) => a < b);

    /// <inheritdoc/>
    public static Tensor operator >(Tensor left, Tensor right) =>
        Compare(left, right, GreaterNumber, Greater, LessNumber, static (a, b) => a > b);

    /// <inheritdoc/>
    public static Tensor operator <=(Tensor left, Tensor right) =>
        Compare(left, right, LessEqualNumber, LessEqual, GreaterEqualNumber, static (a, b) => a <= b);

    /// <inheritdoc/>
    public static Tensor operator >=(Tensor left, Tensor right) =>
        Compare(left, right, GreaterEqualNumber, GreaterEqual, LessEqualNumber, static (a, b) => a >= b);

    /// <inheritdoc/>
    public static Tensor operator &(Tensor left, Tensor right) => (left.IsNumber, right.IsNumber) switch
    {
        (true, true) => left.Number != 0 && right.Number != 0 ? 1 : 0,
        (true, false) => left.Number != 0 ? right : 0,
        (false, true) => right.Number != 0 ? left : 0,
        _ => And.Call(left, right),
    };

    /// <inheritdoc/>
    public static Tensor operator |(Tensor left, Tensor right) => (left.IsNumber, right.IsNumber) switch
    {
        (true, true) => left.Number != 0 || right.Number != 0 ? 1 : 0,
        (true, false) => left.Number != 0 ? 1 : right,
        (false, true) => right.Number != 0 ? 1 : left,
        _ => Or.Call(left, right),
    };

    /// <inheritdoc/>
    public static Tensor Select(Tensor mask, Tensor yes, Tensor no) => mask.IsNumber
        ? mask.Number != 0 ? yes : no
        : (yes.IsNumber, no.IsNumber) switch
        {
            (true, true) => WhereNumbers.Call(mask, yes.Number, no.Number),
            (true, false) => WhereNumber.Call(mask, yes.Number, no),
            (false, true) => WhereOtherNumber.Call(mask, yes, no.Number),
            _ => Where.Call(mask, yes, no),
        };

    /// <inheritdoc/>
    public static Tensor FusedMultiplyAdd(Tensor a, Tensor b, Tensor c) => (a.IsNumber, b.IsNumber, c.IsNumber) switch
    {
        (true, true, true) => Math.FusedMultiplyAdd(a.Number, b.Number, c.Number),
        (true, false, false) => Add.Call(c, b, a.Number),
        (false, true, false) => Add.Call(c, a, b.Number),
        (false, false, false) => MultiplyAdd.Call(c, a, b),
        _ => (a * b) + c,
    };

    /// <inheritdoc/>
    public static Tensor Abs(Tensor value) => value.IsNumber ? Math.Abs(value.Number) : AbsOperator.Call(value);

    /// <inheritdoc/>
    public static Tensor Sqrt(Tensor value) => value.IsNumber ? Math.Sqrt(value.Number) : SqrtOperator.Call(value);

    /// <inheritdoc/>
    public static Tensor Exp(Tensor value) => value.IsNumber ? Real.Exp(value.Number).Value : ExpOperator.Call(value);

    /// <inheritdoc/>
    public static Tensor Log(Tensor value) => value.IsNumber ? Real.Log(value.Number).Value : LogOperator.Call(value);

    /// <inheritdoc/>
    public static Tensor Tanh(Tensor value) =>
        value.IsNumber ? Real.Tanh(value.Number).Value : TanhOperator.Call(value);

    /// <inheritdoc/>
    public static Tensor Erf(Tensor value) => value.IsNumber ? Real.Erf(value.Number).Value : ErfOperator.Call(value);

    /// <inheritdoc/>
    public static Tensor Sum(Tensor value) => value.IsNumber ? value : SumOperator.Call(value);

    /// <inheritdoc/>
    public static Tensor Softplus(Tensor value) =>
        value.IsNumber ? SoftplusOf<Real>(value.Number).Value : SoftplusOperator.Call(value, 1.0, SoftplusThreshold);

    /// <inheritdoc/>
    public static Tensor Sigmoid(Tensor value) =>
        value.IsNumber ? SigmoidOf<Real>(value.Number).Value : SigmoidOperator.Call(value);

    /// <inheritdoc/>
    public static bool Moments(
        Tensor gradient, ref Tensor mean, ref Tensor square, ref Tensor direction, in MomentStep<Tensor> step)
    {
        if (!gradient.HasElements<float>() || !mean.HasElements<float>() || !square.HasElements<float>())
        {
            return false;
        }

        var (newMean, newSquare, to) = (Empty(gradient), Empty(gradient), Empty(gradient));
        FusedMoments.Step(
            gradient.Elements<float>(),
            mean.Elements<float>(),
            square.Elements<float>(),
            newMean.Storage<float>(),
            newSquare.Storage<float>(),
            to.Storage<float>(),
            step);
        GC.KeepAlive((gradient.Handle, mean.Handle, square.Handle));
        (mean, square, direction) = (newMean, newSquare, to);
        return true;
    }

    private static T SoftplusOf<T>(T value)
        where T : IScalar<T> => T.Softplus(value);

    private static T SigmoidOf<T>(T value)
        where T : IScalar<T> => T.Sigmoid(value);

    private static Tensor Compare(
        Tensor left,
        Tensor right,
        Operator withNumber,
        Operator withTensor,
        Operator mirrored,
        Func<double, double, bool> numbers) =>
        (left.IsNumber, right.IsNumber) switch
        {
            (true, true) => numbers(left.Number, right.Number) ? 1 : 0,
            (true, false) => mirrored.Call(right, left.Number),
            (false, true) => withNumber.Call(left, right.Number),
            _ => withTensor.Call(left, right),
        };
}
