namespace Saddle.Torch;

/// <content>Shapes, reductions and linear algebra.</content>
public readonly partial struct Tensor
{
    private static readonly Operator DetachOperator = new("aten::detach");
    private static readonly Operator CloneOperator = new("aten::clone");
    private static readonly Operator ToTypeOperator = new("aten::to", "dtype");
    private static readonly Operator ToDeviceOperator = new("aten::to", "device");
    private static readonly Operator ReshapeOperator = new("aten::reshape");
    private static readonly Operator PermuteOperator = new("aten::permute");
    private static readonly Operator TransposeOperator = new("aten::transpose", "int");
    private static readonly Operator ExpandOperator = new("aten::expand");
    private static readonly Operator NarrowOperator = new("aten::narrow");
    private static readonly Operator SplitOperator = new("aten::split_with_sizes");
    private static readonly Operator ConcatenateOperator = new("aten::cat");
    private static readonly Operator StackOperator = new("aten::stack");
    private static readonly Operator IndexSelectOperator = new("aten::index_select");
    private static readonly Operator SumOfOperator = new("aten::sum", "dim_IntList");
    private static readonly Operator MeanOperator = new("aten::mean");
    private static readonly Operator MeanOfOperator = new("aten::mean", "dim");
    private static readonly Operator VarianceOfOperator = new("aten::var", "dim");
    private static readonly Operator ArgMaxOperator = new("aten::argmax");
    private static readonly Operator MaxOperator = new("aten::max");
    private static readonly Operator MinOperator = new("aten::min");
    private static readonly Operator MatMulOperator = new("aten::matmul");
    private static readonly Operator EigenvaluesOperator = new("aten::linalg_eigvals");
    private static readonly Operator RealPartsOperator = new("aten::view_as_real");
    private static readonly Operator ClampOperator = new("aten::clamp");
    private static readonly Operator PowerOperator = new("aten::pow", "Tensor_Scalar");
    private static readonly Operator RemainderOperator = new("aten::remainder", "Scalar");
    private static readonly Operator SquareOperator = new("aten::square");
    private static readonly Operator IsFiniteOperator = new("aten::isfinite");
    private static readonly Operator AllOperator = new("aten::all");

    /// <summary>The same values, cut off from what they were computed from.</summary>
    public Tensor Detach() => IsNumber ? this : DetachOperator.Call(this);

    /// <summary>A copy with storage of its own.</summary>
    public Tensor Clone() => IsNumber ? this : CloneOperator.Call(this);

    /// <summary>The values in another type.</summary>
    /// <param name="type">The type.</param>
    public Tensor Cast(DType type) => ToTypeOperator.Call(this, type);

    /// <summary>The values on another device.</summary>
    /// <param name="device">cpu, cuda or cuda:N.</param>
    /// <param name="type">The type to have there.</param>
    public Tensor To(string device, DType type) => ToDeviceOperator.Call(this, Argument.Device(device), type);

    /// <summary>The same elements in another shape; one length may be -1.</summary>
    /// <param name="shape">The lengths.</param>
    public Tensor Reshape(params long[] shape) => ReshapeOperator.Call(this, shape);

    /// <summary>The dimensions in another order.</summary>
    /// <param name="order">Which dimension comes where.</param>
    public Tensor Permute(params long[] order) => PermuteOperator.Call(this, order);

    /// <summary>Two dimensions swapped.</summary>
    /// <param name="first">One dimension.</param>
    /// <param name="second">The other.</param>
    public Tensor Transpose(int first = 0, int second = 1) => TransposeOperator.Call(this, (long)first, (long)second);

    /// <summary>Dimensions of length 1 repeated without copying.</summary>
    /// <param name="shape">The lengths; -1 leaves one as it is.</param>
    public Tensor Expand(params long[] shape) => ExpandOperator.Call(this, shape);

    /// <summary>What division by a whole number leaves of whole numbers, in [0, divisor).</summary>
    /// <param name="divisor">The number, at least 1.</param>
    public Tensor Remainder(long divisor) => RemainderOperator.Call(this, divisor);

    /// <summary>A stretch of one dimension.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="length">How long it is.</param>
    public Tensor Narrow(int dimension, long start, long length) =>
        NarrowOperator.Call(this, (long)dimension, start, length);

    /// <summary>Consecutive stretches of one dimension, sharing storage.</summary>
    /// <param name="lengths">Their lengths, which add up.</param>
    /// <param name="dimension">The dimension.</param>
    public Tensor[] Split(long[] lengths, int dimension = 0) => SplitOperator.CallMany(this, lengths, (long)dimension);

    /// <summary>Tensors one after the other along a dimension.</summary>
    /// <param name="tensors">The tensors.</param>
    /// <param name="dimension">The dimension.</param>
    public static Tensor Concatenate(Tensor[] tensors, int dimension = 0) =>
        ConcatenateOperator.Call(tensors, (long)dimension);

    /// <summary>Tensors of one shape along a new dimension.</summary>
    /// <param name="tensors">The tensors.</param>
    /// <param name="dimension">The new dimension.</param>
    public static Tensor Stack(Tensor[] tensors, int dimension = 0) => StackOperator.Call(tensors, (long)dimension);

    /// <summary>Chosen entries of one dimension.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <param name="index">Whole numbers, one an entry.</param>
    public Tensor IndexSelect(int dimension, Tensor index) => IndexSelectOperator.Call(this, (long)dimension, index);

    /// <summary>The sum of all elements.</summary>
    public Tensor Sum() => SumOperator.Call(this);

    /// <summary>The Euclidean norm of all elements.</summary>
    public double Norm() => Math.Sqrt(Sum(Square()).Item());

    /// <summary>Sums over dimensions.</summary>
    /// <param name="dimensions">The dimensions.</param>
    /// <param name="keep">Whether they stay, with length 1.</param>
    public Tensor Sum(long[] dimensions, bool keep = false) => SumOfOperator.Call(this, dimensions, keep);

    /// <summary>The mean of all elements.</summary>
    public Tensor Mean() => MeanOperator.Call(this);

    /// <summary>Means over dimensions.</summary>
    /// <param name="dimensions">The dimensions.</param>
    /// <param name="keep">Whether they stay, with length 1.</param>
    public Tensor Mean(long[] dimensions, bool keep = false) => MeanOfOperator.Call(this, dimensions, keep);

    /// <summary>Variances over dimensions.</summary>
    /// <param name="dimensions">The dimensions.</param>
    /// <param name="unbiased">Whether to divide by one less than the number of elements.</param>
    /// <param name="keep">Whether they stay, with length 1.</param>
    public Tensor Variance(long[] dimensions, bool unbiased, bool keep = false) =>
        VarianceOfOperator.Call(this, dimensions, unbiased, keep);

    /// <summary>Where the largest entry of a dimension is.</summary>
    /// <param name="dimension">The dimension.</param>
    public Tensor ArgMax(int dimension) => ArgMaxOperator.Call(this, (long)dimension);

    /// <summary>The largest element.</summary>
    public Tensor Max() => MaxOperator.Call(this);

    /// <summary>The smallest element.</summary>
    public Tensor Min() => MinOperator.Call(this);

    /// <summary>The matrix product; leading dimensions are batches.</summary>
    /// <param name="right">The right factor.</param>
    public Tensor MatMul(Tensor right) => MatMulOperator.Call(this, right);

    /// <summary>All eigenvalues of a square matrix, in no order.</summary>
    /// <returns>[n, 2]: the real and the imaginary part of each.</returns>
    /// <exception cref="TorchException">It is not square, or one of its numbers is not finite.</exception>
    public Tensor Eigenvalues() => RealPartsOperator.Call(EigenvaluesOperator.Call(this));

    /// <summary>Every element brought into a range.</summary>
    /// <param name="low">The lower end.</param>
    /// <param name="high">The upper end.</param>
    public Tensor Clamp(double low, double high) => ClampOperator.Call(this, low, high);

    /// <summary>Every element to a power.</summary>
    /// <param name="exponent">The exponent.</param>
    public Tensor Power(double exponent) => PowerOperator.Call(this, exponent);

    /// <summary>Every element squared.</summary>
    public Tensor Square() => SquareOperator.Call(this);

    /// <summary>Whether no element is infinite or NaN.</summary>
    public bool IsFinite() =>
        IsNumber ? double.IsFinite(Number) : AllOperator.Call(IsFiniteOperator.Call(this)).ToArray<byte>()[0] != 0;
}
