using Saddle.Torch;

namespace Saddle.Metrics.Extractors.Inception;

/// <summary>
/// The blocks of <see cref="InceptionNetwork"/>: branches side by side, whose channels are put together.
/// </summary>
/// <typeparam name="T">What its layers are applied to.</typeparam>
/// <param name="weights">The weights.</param>
/// <param name="on">What computes it.</param>
internal sealed class InceptionBlocks<T>(Weights weights, IConvolutions<T> on)
{
    private const double Epsilon = 0.001;

    /// <summary>The network up to its features.</summary>
    public Func<T, T> Features() => on.Chain(
        Convolution("Conv2d_1a_3x3", 3, 32, 3, 3, stride: 2),
        Convolution("Conv2d_2a_3x3", 32, 32, 3, 3),
        Convolution("Conv2d_2b_3x3", 32, 64, 3, 3, 1, 1, 1),
        HalfMaximum(),
        Convolution("Conv2d_3b_1x1", 64, 80, 1, 1),
        Convolution("Conv2d_4a_3x3", 80, 192, 3, 3),
        HalfMaximum(),
        A("Mixed_5b", 192, 32),
        A("Mixed_5c", 256, 64),
        A("Mixed_5d", 288, 64),
        B("Mixed_6a", 288),
        C("Mixed_6b", 768, 128),
        C("Mixed_6c", 768, 160),
        C("Mixed_6d", 768, 160),
        C("Mixed_6e", 768, 192),
        D("Mixed_7a", 768),
        E("Mixed_7b", 1280, on.Average()),
        E("Mixed_7c", 2048, on.Maximum(1, 1)),
        on.Mean());

    // 3 x 3 maxima, every second.
    private Func<T, T> HalfMaximum() => on.Maximum(2, 0);

    // Convolution without bias, batch normalisation and rectification.
    private Func<T, T> Convolution(
        string name, long inputs, long outputs, long height, long width, int stride = 1, int top = 0, int left = 0)
    {
        var weight = weights[$"{name}.conv.weight", outputs, inputs, height, width];
        var scale = weights[$"{name}.bn.weight", outputs] / Tensor.Sqrt(
            weights[$"{name}.bn.running_var", outputs] + Epsilon);
        var offset = weights[$"{name}.bn.bias", outputs] - (weights[$"{name}.bn.running_mean", outputs] * scale);
        return on.Convolution(weight * scale.Reshape(-1, 1, 1, 1), offset, stride, (top, left));
    }

    // 35 x 35.
    private Func<T, T> A(string name, long inputs, long pooled) => on.Beside(
        Convolution($"{name}.branch1x1", inputs, 64, 1, 1),
        on.Chain(
            Convolution($"{name}.branch5x5_1", inputs, 48, 1, 1),
            Convolution($"{name}.branch5x5_2", 48, 64, 5, 5, 1, 2, 2)),
        on.Chain(
            Convolution($"{name}.branch3x3dbl_1", inputs, 64, 1, 1),
            Convolution($"{name}.branch3x3dbl_2", 64, 96, 3, 3, 1, 1, 1),
            Convolution($"{name}.branch3x3dbl_3", 96, 96, 3, 3, 1, 1, 1)),
        on.Chain(on.Average(), Convolution($"{name}.branch_pool", inputs, pooled, 1, 1)));

    // 35 x 35 to 17 x 17.
    private Func<T, T> B(string name, long inputs) => on.Beside(
        Convolution($"{name}.branch3x3", inputs, 384, 3, 3, 2),
        on.Chain(
            Convolution($"{name}.branch3x3dbl_1", inputs, 64, 1, 1),
            Convolution($"{name}.branch3x3dbl_2", 64, 96, 3, 3, 1, 1, 1),
            Convolution($"{name}.branch3x3dbl_3", 96, 96, 3, 3, 2)),
        HalfMaximum());

    // 17 x 17, with kernels of 7 along one axis.
    private Func<T, T> C(string name, long inputs, long inner) => on.Beside(
        Convolution($"{name}.branch1x1", inputs, 192, 1, 1),
        on.Chain(
            Convolution($"{name}.branch7x7_1", inputs, inner, 1, 1),
            Wide($"{name}.branch7x7_2", inner, inner),
            High($"{name}.branch7x7_3", inner, 192)),
        on.Chain(
            Convolution($"{name}.branch7x7dbl_1", inputs, inner, 1, 1),
            High($"{name}.branch7x7dbl_2", inner, inner),
            Wide($"{name}.branch7x7dbl_3", inner, inner),
            High($"{name}.branch7x7dbl_4", inner, inner),
            Wide($"{name}.branch7x7dbl_5", inner, 192)),
        on.Chain(on.Average(), Convolution($"{name}.branch_pool", inputs, 192, 1, 1)));

    // 17 x 17 to 8 x 8.
    private Func<T, T> D(string name, long inputs) => on.Beside(
        on.Chain(
            Convolution($"{name}.branch3x3_1", inputs, 192, 1, 1),
            Convolution($"{name}.branch3x3_2", 192, 320, 3, 3, 2)),
        on.Chain(
            Convolution($"{name}.branch7x7x3_1", inputs, 192, 1, 1),
            Wide($"{name}.branch7x7x3_2", 192, 192),
            High($"{name}.branch7x7x3_3", 192, 192),
            Convolution($"{name}.branch7x7x3_4", 192, 192, 3, 3, 2)),
        HalfMaximum());

    // 8 x 8, with branches that part again.
    private Func<T, T> E(string name, long inputs, Func<T, T> pool) => on.Beside(
        Convolution($"{name}.branch1x1", inputs, 320, 1, 1),
        on.Chain(Convolution($"{name}.branch3x3_1", inputs, 384, 1, 1), Cross($"{name}.branch3x3_2")),
        on.Chain(
            Convolution($"{name}.branch3x3dbl_1", inputs, 448, 1, 1),
            Convolution($"{name}.branch3x3dbl_2", 448, 384, 3, 3, 1, 1, 1),
            Cross($"{name}.branch3x3dbl_3")),
        on.Chain(pool, Convolution($"{name}.branch_pool", inputs, 192, 1, 1)));

    private Func<T, T> Cross(string name) => on.Beside(
        Convolution($"{name}a", 384, 384, 1, 3, 1, 0, 1),
        Convolution($"{name}b", 384, 384, 3, 1, 1, 1, 0));

    private Func<T, T> Wide(string name, long inputs, long outputs) =>
        Convolution(name, inputs, outputs, 1, 7, 1, 0, 3);

    private Func<T, T> High(string name, long inputs, long outputs) =>
        Convolution(name, inputs, outputs, 7, 1, 1, 3, 0);
}
