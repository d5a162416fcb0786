using System.Globalization;
using System.Runtime.InteropServices;
using Saddle.Data.Formats;
using Saddle.Torch;

namespace Saddle.Metrics.Extractors.Inception;

/// <summary>
/// Convolutions as a model in ONNX, which ONNX Runtime then computes: applied to the name of a value, a layer adds
/// itself to the graph and gives the name of its output.
/// </summary>
/// <remarks>
/// Numbers of fields are those of <c>onnx.proto</c> (onnx.ai, version 8 of the format), operators those of set 13.
/// </remarks>
internal sealed class OnnxConvolutions : IConvolutions<string>
{
    private const int FormatVersion = 8;
    private const int OperatorSet = 13;
    private const int SinglePrecision = 1; // TensorProto.DataType.FLOAT

    // AttributeProto.AttributeType: which of its fields holds an attribute's value.
    private const ulong OneInteger = 2;
    private const ulong Integers = 7;

    private readonly ProtobufWriter _graph = new();
    private int _values;

    /// <summary>The name of the images.</summary>
    public const string Images = "images";

    /// <summary>The model.</summary>
    /// <param name="side">The rows and columns of its images [n, 3, side, side].</param>
    /// <param name="features">Its output's name.</param>
    /// <param name="width">How many features that are.</param>
    public byte[] Model(int side, string features, int width)
    {
        var model = new ProtobufWriter();
        model.Number(1, FormatVersion);
        model.Message(8, set => set.Number(2, OperatorSet));
        Value(11, Images, [null, 3, side, side]);
        Value(12, features, [null, width]);
        _graph.Text(2, "saddle");
        model.Bytes(7, _graph.Written);
        return model.Written.ToArray();
    }

    /// <inheritdoc/>
    public Func<string, string> Convolution(Tensor kernel, Tensor offset, int stride, (int Top, int Left) padding)
    {
        var (weights, offsets) = (Constant(kernel), Constant(offset));
        var (top, left) = padding;
        var (height, width) = ((int)kernel.Shape[2], (int)kernel.Shape[3]);
        return x => Node("Relu", [
            Node("Conv", [x, weights, offsets], Window((height, width), stride, (top, left))),
        ]);
    }

    /// <inheritdoc/>
    public Func<string, string> Maximum(int stride, int padding) =>
        x => Node("MaxPool", [x], Window((3, 3), stride, (padding, padding)));

    /// <inheritdoc/>
    public Func<string, string> Average() =>
        x => Node("AveragePool", [x], Window((3, 3), 1, (1, 1))); // which leaves padding out unless told otherwise

    /// <inheritdoc/>
    public Func<string, string> Mean() =>
        x => Node("Flatten", [Node("GlobalAveragePool", [x])], One("axis", 1));

    /// <inheritdoc/>
    public Func<string, string> Chain(params Func<string, string>[] layers) =>
        x => layers.Aggregate(x, (value, layer) => layer(value));

    /// <inheritdoc/>
    public Func<string, string> Beside(params Func<string, string>[] branches) =>
        x => Node("Concat", [.. branches.Select(branch => branch(x))], One("axis", 1));

    private static Action<ProtobufWriter>[] Window((int Height, int Width) size, int stride, (int Y, int X) pads) =>
    [
        Several("kernel_shape", size.Height, size.Width),
        Several("strides", stride, stride),
        Several("pads", pads.Y, pads.X, pads.Y, pads.X),
    ];

    private static Action<ProtobufWriter> One(string name, int value) => attribute =>
    {
        attribute.Text(1, name);
        attribute.Number(3, (ulong)value);
        attribute.Number(20, OneInteger);
    };

    private static Action<ProtobufWriter> Several(string name, params int[] values) => attribute =>
    {
        attribute.Text(1, name);
        foreach (var value in values)
        {
            attribute.Number(8, (ulong)value);
        }

        attribute.Number(20, Integers);
    };

    private string Node(string type, string[] inputs, params Action<ProtobufWriter>[] attributes)
    {
        var output = NewName();
        _graph.Message(1, node =>
        {
            foreach (var input in inputs)
            {
                node.Text(1, input);
            }

            node.Text(2, output);
            node.Text(4, type);
            foreach (var attribute in attributes)
            {
                node.Message(5, attribute);
            }
        });
        return output;
    }

    private string Constant(Tensor tensor)
    {
        var name = NewName();
        _graph.Message(5, constant =>
        {
            foreach (var length in tensor.Shape)
            {
                constant.Number(1, (ulong)length);
            }

            constant.Number(2, SinglePrecision);
            constant.Text(8, name);
            constant.Bytes(9, MemoryMarshal.AsBytes<float>(tensor.Elements<float>()));
        });
        return name;
    }

    private void Value(int field, string name, int?[] shape) => _graph.Message(field, value =>
    {
        value.Text(1, name);
        value.Message(2, type => type.Message(1, tensor =>
        {
            tensor.Number(1, SinglePrecision);
            tensor.Message(2, dimensions =>
            {
                foreach (var length in shape)
                {
                    dimensions.Message(1, dimension =>
                    {
                        if (length is { } known)
                        {
                            dimension.Number(1, (ulong)known);
                        }
                        else
                        {
                            dimension.Text(2, "n");
                        }
                    });
                }
            });
        }));
    });

    private string NewName() => (_values++).ToString(CultureInfo.InvariantCulture);
}
