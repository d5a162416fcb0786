namespace Saddle.Torch;

/// <content>The operators of libtorch that the arithmetic calls, each looked up once.</content>
public readonly partial struct Tensor
{
    private static readonly Operator Add = new("aten::add", "Tensor");
    private static readonly Operator AddNumber = new("aten::add", "Scalar");
    private static readonly Operator Subtract = new("aten::sub", "Tensor");
    private static readonly Operator SubtractNumber = new("aten::sub", "Scalar");
    private static readonly Operator SubtractFromNumber = new("aten::rsub", "Scalar");
    private static readonly Operator Multiply = new("aten::mul", "Tensor");
    private static readonly Operator MultiplyNumber = new("aten::mul", "Scalar");
    private static readonly Operator MultiplyAdd = new("aten::addcmul");
    private static readonly Operator Divide = new("aten::div", "Tensor");
    private static readonly Operator DivideNumber = new("aten::div", "Scalar");
    private static readonly Operator ReciprocalOperator = new("aten::reciprocal");
    private static readonly Operator NegativeOperator = new("aten::neg");
    private static readonly Operator Less = new("aten::lt", "Tensor");
    private static readonly Operator LessNumber = new("aten::lt", "Scalar");
    private static readonly Operator Greater = new("aten::gt", "Tensor");
    private static readonly Operator GreaterNumber = new("aten::gt", "Scalar");
    private static readonly Operator LessEqual = new("aten::le", "Tensor");
    private static readonly Operator LessEqualNumber = new("aten::le", "Scalar");
    private static readonly Operator GreaterEqual = new("aten::ge", "Tensor");
    private static readonly Operator GreaterEqualNumber = new("aten::ge", "Scalar");
    private static readonly Operator And = new("aten::logical_and");
    private static readonly Operator Or = new("aten::logical_or");
    private static readonly Operator Where = new("aten::where", "self");
    private static readonly Operator WhereNumber = new("aten::where", "ScalarSelf");
    private static readonly Operator WhereOtherNumber = new("aten::where", "ScalarOther");
    private static readonly Operator WhereNumbers = new("aten::where", "Scalar");
    private static readonly Operator AbsOperator = new("aten::abs");
    private static readonly Operator SqrtOperator = new("aten::sqrt");
    private static readonly Operator ExpOperator = new("aten::exp");
    private static readonly Operator LogOperator = new("aten::log");
    private static readonly Operator TanhOperator = new("aten::tanh");
    private static readonly Operator ErfOperator = new("aten::erf");
    private static readonly Operator SigmoidOperator = new("aten::sigmoid");
    private static readonly Operator SoftplusOperator = new("aten::softplus");
    private static readonly Operator SumOperator = new("aten::sum");
    private static readonly Operator FullOperator = new("aten::full");
}
