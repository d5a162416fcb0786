using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Dynamics;

namespace Saddle.Metrics.Extractors.Onnx;

/// <summary>
/// A model in ONNX, opened by ONNX Runtime: from images to its outputs. It is data: nothing but the operators that ONNX
/// Runtime has of its own can be in it.
/// </summary>
internal sealed class OnnxModel : IDisposable
{
    private const int Few = 4; // in hardly more time than 32, and in 0.8 GB less

    private readonly string _path;
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenRegistration _stopping;

    private OnnxModel(string path, InferenceSession session, OnnxLayout layout, CancellationToken cancellation)
    {
        _path = path;
        _cancellation = cancellation;
        _stopping = cancellation.Register(() => _options.Terminate = true);
        _session = session;
        Input = InputOf(layout);
        Outputs = [.. session.OutputMetadata.Keys];
    }

    /// <summary>What it takes.</summary>
    public OnnxInput Input { get; }

    /// <summary>The names of what it gives.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>How many images at most are computed in one run, which memory is needed for.</summary>
    private int AtOnce { get; init; } = int.MaxValue;

    /// <summary>How many runs go on at a time.</summary>
    private int Runs { get; init; } = 1;

    /// <summary>What images go through before; null for nothing. It takes as many at once and ends with this.</summary>
    private OnnxModel? Preparation { get; init; }

    /// <summary>
    /// Opens a model. One whose number of images is fixed computes as many runs beside each other as there are threads,
    /// each on one: threads within a run wait for one another at every operator.
    /// </summary>
    /// <param name="path">Its file.</param>
    /// <param name="layout">Where its channels are.</param>
    /// <param name="threads">How many threads compute; 0 for one a processor.</param>
    /// <param name="preparation">
    /// A model that makes of images what this one takes, in its only output; null for none. It takes as many at once,
    /// computes on one thread, and ends with this one.
    /// </param>
    /// <param name="cancellation">Asks a run to stop.</param>
    /// <exception cref="DataException">It is missing, no model, or does not take images.</exception>
    /// <exception cref="MissingComponentException">ONNX Runtime cannot be loaded.</exception>
    public static OnnxModel Open(
        string path,
        OnnxLayout layout = OnnxLayout.Auto,
        int threads = 0,
        OnnxModel? preparation = null,
        CancellationToken cancellation = default)
    {
        InputFile.Open(path).Dispose(); // what is no file, or an empty one, is said as of any other
        var model = Opened(threads);
        if (model.Input.Batch is null || threads == 1)
        {
            return model;
        }

        model.Close();
        return Opened(1, threads > 0 ? threads : Environment.ProcessorCount);

        OnnxModel Opened(int within, int runs = 1) => OnnxModel.Opened(
            path,
            options => new(path, options),
            within,
            session => new(path, session, layout, cancellation) { Runs = runs, Preparation = preparation });
    }

    /// <summary>Opens a model that was made here.</summary>
    /// <param name="path">Where what it was made of is from.</param>
    /// <param name="model">The model.</param>
    /// <param name="threads">How many threads compute; 0 for one a processor.</param>
    /// <param name="cancellation">Asks a run to stop.</param>
    /// <exception cref="MissingComponentException">ONNX Runtime cannot be loaded.</exception>
    public static OnnxModel Of(string path, byte[] model, int threads, CancellationToken cancellation) => Opened(
        path,
        options => new(model, options),
        threads,
        session => new(path, session, OnnxLayout.Nchw, cancellation) { AtOnce = Few });

    private static OnnxModel Opened(
        string path,
        Func<SessionOptions, InferenceSession> open,
        int threads,
        Func<InferenceSession, OnnxModel> model)
    {
        _ = OnnxRuntime.Version;
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0"); // decoding goes on meanwhile
        InferenceSession session;
        try
        {
            session = open(options);
        }
        catch (OnnxRuntimeException failure)
        {
            throw new DataException(path, OnnxProblem.Of(failure));
        }

        try
        {
            return model(session);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Runs it on images, as many at once as it takes.</summary>
    /// <param name="images">[count, 3, height, width], in the range that it takes them in.</param>
    /// <param name="size">Their number, rows and columns.</param>
    /// <param name="outputs">Which outputs are asked for.</param>
    /// <returns>For each of these the shape of one image's share, and the values of all.</returns>
    /// <exception cref="DataException">It fails, or gives something else than numbers for each image.</exception>
    /// <exception cref="OperationCanceledException">It was asked to stop.</exception>
    public unsafe OnnxOutput[] Run(
        ReadOnlySpan<float> images, (int Count, int Height, int Width) size, IReadOnlyList<string> outputs)
    {
        var made = new OnnxOutput[outputs.Count];
        var gate = new Lock();
        var (count, length) = (size.Count, 3 * size.Height * size.Width);
        var batch = Input.Batch ?? Math.Min(count, AtOnce);
        fixed (float* start = images)
        {
            var all = start;
            Pieces.Each((count + batch - 1) / Math.Max(1, batch), RunOne, Runs, cancellation: _cancellation);

            void RunOne(int number)
            {
                var first = number * batch;
                var given = Math.Min(batch, count - first);
                var own = new ReadOnlySpan<float>(all + ((long)first * length), given * length);
                using var input = (Preparation ?? this).Value(own, size with { Count = batch });
                using var prepared = Preparation?.Made(input, Preparation.Outputs);
                using var results = Made(prepared is null ? input : prepared[0], outputs);
                lock (gate)
                {
                    for (var i = 0; i < made.Length; i++)
                    {
                        made[i] ??= OnnxOutput.For(_path, outputs[i], results[i], batch, count);
                        made[i].Take(results[i], batch, first, given);
                    }
                }
            }
        }

        _cancellation.ThrowIfCancellationRequested();
        return made;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        Preparation?.Dispose();
    }

    private void Close()
    {
        _stopping.Dispose();
        _options.Dispose();
        _session.Dispose();
    }

    private IDisposableReadOnlyCollection<OrtValue> Made(OrtValue input, IReadOnlyList<string> outputs) =>
        Try(() => _session.Run(_options, [Input.Name], [input], outputs));

    // Where the images are as the model takes them already, the tensor is of their own memory, which stays where it is
    // while it runs.
    private unsafe OrtValue Value(ReadOnlySpan<float> images, (int Count, int Height, int Width) size)
    {
        var area = size.Height * size.Width;
        var shape = Input.Shape(size.Count, size.Height, size.Width);
        if (Input is { Kind: OnnxElement.Single, Layout: OnnxLayout.Nchw } && images.Length == size.Count * 3 * area)
        {
            fixed (float* first = images)
            {
                return OrtValue.CreateTensorValueWithData(
                    OrtMemoryInfo.DefaultInstance, TensorElementType.Float, shape, (nint)first, 4L * images.Length);
            }
        }

        // A last batch that is not full is filled with copies of its first image.
        var values = new float[size.Count * 3 * area];
        for (var begin = 0; begin < values.Length; begin += 3 * area)
        {
            var from = images.Slice(begin < images.Length ? begin : 0, 3 * area);
            Arrange(from, values.AsSpan(begin, 3 * area), area);
        }

        return Input.Kind switch
        {
            OnnxElement.Single => OrtValue.CreateTensorValueFromMemory(values, shape),
            OnnxElement.Half => OrtValue.CreateTensorValueFromMemory(
                Array.ConvertAll(values, value => (Float16)value), shape),
            OnnxElement.Double => OrtValue.CreateTensorValueFromMemory(
                Array.ConvertAll(values, value => (double)value), shape),
            _ => OrtValue.CreateTensorValueFromMemory(
                Array.ConvertAll(values, value => (byte)MathF.Round(Math.Clamp(value, 0, 255))), shape),
        };
    }

    private void Arrange(ReadOnlySpan<float> planes, Span<float> result, int area)
    {
        if (Input.Layout == OnnxLayout.Nchw)
        {
            planes.CopyTo(result);
            return;
        }

        for (var i = 0; i < result.Length; i++)
        {
            result[i] = planes[(i % 3 * area) + (i / 3)];
        }
    }

    private OnnxInput InputOf(OnnxLayout layout)
    {
        if (_session.InputMetadata is not { Count: 1 } inputs)
        {
            throw Unfit($"it takes {Listed(_session.InputMetadata)}; expected one tensor of images");
        }

        var (name, about) = inputs.First();
        var shape = about.IsTensor ? about.Dimensions : [];
        var kind = about.ElementDataType switch
        {
            TensorElementType.Float => OnnxElement.Single,
            TensorElementType.Float16 => OnnxElement.Half,
            TensorElementType.Double => OnnxElement.Double,
            TensorElementType.UInt8 => OnnxElement.Byte,
            _ => (OnnxElement?)null,
        };
        var found = shape is not { Length: 4 } ? (OnnxLayout?)null
            : layout != OnnxLayout.Auto ? layout
            : (shape[1], shape[3]) switch
            {
                (3, _) => OnnxLayout.Nchw,
                (_, 3) => OnnxLayout.Nhwc,
                ( < 0, _) => OnnxLayout.Nchw,
                (_, < 0) => OnnxLayout.Nhwc,
                _ => (OnnxLayout?)null,
            };
        var channels = found is null ? 0 : shape[found == OnnxLayout.Nchw ? 1 : 3];
        if (kind is not { } element || found is not { } order || channels is not (3 or < 0))
        {
            throw Unfit(
                $"it takes {Listed(inputs)}; expected images of three channels, [n, 3, height, width] or "
                + "[n, height, width, 3], in float, half, double or uint8");
        }

        var rows = order == OnnxLayout.Nchw ? 2 : 1;
        return new(name, element, order, Known(shape[0]), Known(shape[rows]), Known(shape[rows + 1]));
    }

    private static int? Known(int length) => length > 0 ? length : null;

    private static string Listed(IReadOnlyDictionary<string, NodeMetadata> inputs) => inputs.Count == 0
        ? "nothing"
        : string.Join(", ", inputs.Select(input => $"'{Excerpt.Of(input.Key)}' {Described(input.Value)}"));

    private static string Described(NodeMetadata about) => about.IsTensor
        ? $"[{string.Join(", ", about.Dimensions.Select(d => d < 0 ? "n" : $"{d}"))}] of {about.ElementDataType}"
        : $"({about.OnnxValueType})";

    private DataException Unfit(string problem) => new(_path, problem);

    private TResult Try<TResult>(Func<TResult> run)
    {
        try
        {
            return run();
        }
        catch (OnnxRuntimeException failure)
        {
            _cancellation.ThrowIfCancellationRequested();
            throw new DataException(_path, OnnxProblem.Of(failure));
        }
    }
}
