using System.IO.Compression;
using System.Text;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Data.Formats;
using Saddle.Data.Tests.Support;
using Saddle.Metrics.Extractors;
using Saddle.Metrics.Reading;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Metrics.Tests;

/// <summary>
/// Files of features and statistics, and the notes beside them: what is read, and how what is not is refused.
/// </summary>
public sealed class FeatureFileTests : TensorTests
{
    private readonly TemporaryFolder _folder = new();

    [TorchFact]
    public void Features_of_every_layout_are_the_same_rows()
    {
        // numpy wrote them in C's order and in Fortran's, big-endian, in versions 2 and 3, and in an archive.
        var rows = BruteForce.Rows(Peer("real.npy"));
        Assert.Equal((300, 16), (rows.Length, rows[0].Length));
        Assert.Equal(Peer("real.npy").ToDoubles(), Peer("features.npz").ToDoubles());
        Assert.Equal(rows.Take(5).SelectMany(row => row), Peer("version-2.npy").ToDoubles());
        Assert.Equal(
            rows.Take(5).SelectMany(row => row.Select(x => (double)(float)x)), Peer("version-3.npy").ToDoubles());
        Assert.Equal(Peer("version-3.npy").ToDoubles(), Peer("big-endian-single.npy").ToDoubles());
    }

    // After guided-diffusion#148 and pytorch-fid#106: archives of other tools.
    [TorchTheory]
    [InlineData("m", "s")]
    [InlineData("mean", "cov")]
    [InlineData("mu1", "sigma1")]
    [InlineData("Mu", "Sigma")]
    public void A_mean_and_a_covariance_have_many_names(string mean, string covariance)
    {
        var path = _folder.Write("s.npz", Npz.Write([(mean, [1, 2], [1, 2]), (covariance, [2, 2], [3, 0.5, 0.5, 4])]));
        var read = FeatureFile.Read(path).Stored!;
        Assert.Equal([1, 2], read.Mean.ToDoubles());
        Assert.Equal([3, 0.5, 0.5, 4], read.Covariance.ToDoubles());
    }

    [TorchFact]
    public void Features_beside_other_arrays_are_found_by_name_and_logits_are_taken()
    {
        var path = _folder.Write("f.npz", Npz.Write(
        [
            ("labels", [2], [0, 1]), ("logits", [2, 3], [1, 2, 3, 4, 5, 6]), ("pool_3", [2, 2, 1, 1], [7, 8, 9, 10]),
        ]));
        var side = FeatureFile.Read(path);
        Assert.Equal([2, 2], side.Features!.Value.Shape);
        Assert.Equal([7, 8, 9, 10], side.Features!.Value.ToDoubles());
        Assert.Equal([1, 2, 3, 4, 5, 6], side.Logits!.Value.ToDoubles());
    }

    [TorchFact]
    public void An_array_of_words_beside_a_mean_and_a_covariance_is_no_concern()
    {
        var file = Npz.Write([("mu", [1], [1]), ("sigma", [1, 1], [2]), ("words", [1], [0])]);
        var path = _folder.Write("s.npz", Renamed(file, "words.npy", "'<f8'", "'<U2'"));
        using var source = Source.At(path);
        Assert.Null(source.Images);
        Assert.Equal([2], FeatureFile.Read(path).Stored!.Covariance.ToDoubles());
    }

    [TorchFact]
    public void An_array_of_bytes_with_rows_and_columns_is_of_images()
    {
        using var images = Source.At(Peers.PathOf("kinds", "batch.npz"));
        Assert.Equal(2, images.Images!.Count);
        using var features = Source.At(Peers.PathOf("metrics", "features.npz"));
        Assert.Null(features.Images);
    }

    [TorchFact]
    public void Features_are_written_as_singles_and_read_back()
    {
        var features = RandomNormals.Draw(1, 1, 1, 7, 3);
        FeatureFile.Write(_folder.At("features.npy"), features);
        var read = FeatureFile.Read(_folder.At("features.npy")).RequireFeatures();
        Assert.Equal(DType.Float32, read.DType);
        Assert.Equal(features.ToDoubles(), read.ToDoubles());
        Assert.Equal(["features.npy"], _folder.Names);
    }

    [TorchFact]
    public void Statistics_are_written_for_other_tools_and_read_back()
    {
        var written = FeatureMoments.Of(Sides.Normals(20, 3, 1)).ToStatistics(1);
        var read = FeatureFile.Read(_folder.Write("statistics.npz", written.ToNpz())).Stored!;
        Assert.Equal(written.Mean.ToDoubles(), read.Mean.ToDoubles());
        Assert.Equal(written.Covariance.ToDoubles(), read.Covariance.ToDoubles());
        Assert.Null(read.Count);
    }

    [TorchFact]
    public void Features_whose_products_overflow_are_refused()
    {
        const string Features = "a feature is beyond 3.4E+38, and products of such overflow; expected smaller numbers";
        const string Statistics = "'mu' is beyond 3.4E+38 or 'sigma' beyond its square, and products of such overflow; "
            + "expected smaller numbers";
        AssertRefused("features.npz", Npz.Write([("features", [2, 2], [1, 2, 3, -1e150])]), Features);
        AssertRefused("mean.npz", Npz.Write([("mu", [1], [1e39]), ("sigma", [1, 1], [1])]), Statistics);
        AssertRefused("sigma.npz", Npz.Write([("mu", [1], [1]), ("sigma", [1, 1], [1e78])]), Statistics);
        var refused = Assert.Throws<SettingsException>(() => Sides.From(Tensor.From<double>([1e150, 0], [2, 1])));
        Assert.Contains(Features, refused.Message, StringComparison.Ordinal);
    }

    [TorchTheory]
    [InlineData(3, 9, "'mu' is [3] and 'sigma' is [9]; expected [d] and [d, d]")]
    [InlineData(0, 0, "'mu' is empty")]
    public void Statistics_that_do_not_fit_together_are_refused(int mean, int covariance, string problem)
    {
        int[] shape = covariance == 0 ? [0, 0] : [covariance];
        var file = Npz.Write([("mu", [mean], new double[mean]), ("sigma", shape, new double[covariance])]);
        AssertRefused("statistics.npz", file, problem);
    }

    [TorchTheory]
    [InlineData(new double[] { 1, 0.5, 0.4, 1 }, "'sigma' is not symmetric, as a covariance is")]
    [InlineData(new double[] { 1, 0, 0, -1e-3 }, "'sigma' has a negative variance")]
    [InlineData(new double[] { 1, 0, 0, double.NaN }, "'mu' or 'sigma' has a NaN or an infinite number")]
    public void What_no_covariance_can_be_is_refused(double[] sigma, string problem) =>
        AssertRefused("statistics.npz", Npz.Write([("mu", [2], [0, 0]), ("sigma", [2, 2], sigma)]), problem);

    [TorchFact]
    public void What_holds_no_features_is_refused_with_what_was_expected()
    {
        AssertRefused("a.npy", Npy.Write([4], new double[4]), "the array is [4]; expected features [n, d]");
        AssertRefused("a.npy", Npy.Write([0, 4], []), "the array is [0, 4]; expected features [n, d]");
        AssertRefused("a.npy", Npy.Write([1, 2], [1, double.NaN]), "a feature is NaN or infinite");
        var two = Npz.Write([("x", [1, 1], [1]), ("y", [1, 1], [1])]);
        AssertRefused(
            "a.npz",
            two,
            "it has the arrays x, y; expected 'mu' and 'sigma', or one array of features [n, d], or one called "
            + "features, feats, pool_3, act, activations, embeddings, arr_0");
        var missing = Assert.Throws<DataException>(() => FeatureFile.Read(_folder.At("none.npy")));
        Assert.Equal($"{_folder.At("none.npy")}: there is no such file", missing.Message);
    }

    [TorchFact]
    public void A_note_beside_a_file_says_how_it_was_made_until_the_file_changes()
    {
        var origin = Made("1", ("resize", "clean"));
        var path = _folder.Write("features.npy", Npy.Write([2, 1], [1, 2]));
        Assert.Null(Origin.ReadBeside(path));
        origin.WriteBeside(path, 2, 0);
        var (read, count, ddof) = Origin.ReadBeside(path)!.Value;
        Assert.Equal(origin.Lines, read.Lines, StringComparer.Ordinal);
        Assert.Equal((2L, 0), (count, ddof));
        File.WriteAllBytes(path, Npy.Write([2, 1], [1, 3]));
        Assert.Null(Origin.ReadBeside(path));
        File.WriteAllText($"{path}.json", "[1, 2");
        Assert.Null(Origin.ReadBeside(path));
    }

    [TorchFact]
    public void Sides_that_were_made_differently_are_not_compared()
    {
        var features = Sides.Normals(2, 1, 1);
        Side With(Origin? origin, string name) => Sides.From(features, name) with { Origin = origin };
        var (one, other) = (Made("1", ("resize", "clean")), Made("2", ("resize", "clean")));
        Origin.Check(With(one, "a"), With(Made("1", ("resize", "clean")), "b"));
        Origin.Check(With(one, "a"), With(null, "b"));
        Assert.Equal(
            "a and b were made differently, so no figure of both means anything: "
            + "random-conv.seed=1, but random-conv.seed=2",
            Refused(With(one, "a"), With(other, "b")));
        Assert.EndsWith(
            "resize=clean, but no resize", Refused(With(one, "a"), With(Made("1"), "b")), StringComparison.Ordinal);

        static string Refused(Side a, Side b) => Assert.Throws<SettingsException>(() => Origin.Check(a, b)).Message;
    }

    [TorchFact]
    public void The_weights_name_is_not_what_decides_features_and_their_content_is()
    {
        var here = Made("1", ("weights", "a.pth"), ("weights_sha256", "0"));
        var there = Made("1", ("weights", "b.pth"), ("weights_sha256", "0"));
        Assert.Equal(here.Lines, there.Lines, StringComparer.Ordinal);
        Assert.Contains("weights_sha256=0", here.Lines, StringComparer.Ordinal);
        var network = new FeatureNetwork(8, PixelRange.Signed, images => new(images), [new("weights_sha256", "5")]);
        var origin = Origin.From((new RandomConvolutions(Seed: 4), network), Protocol.Get("stylegan2"));
        Assert.Equal(
            [
                "extractor=random-conv", "pixels=signed",
                "random-conv.seed=4", "random-conv.size=64", "random-conv.width=32",
                "resize=legacy-tensorflow", "weights_sha256=5",
            ],
            origin.Lines,
            StringComparer.Ordinal);
    }

    protected override void Dispose(bool disposing)
    {
        _folder.Dispose();
        base.Dispose(disposing);
    }

    private static Tensor Peer(string name) => FeatureFile.Read(Peers.PathOf("metrics", name)).RequireFeatures();

    private static Origin Made(string seed, params (string Name, string Value)[] made) => new(
        "random-conv",
        new Dictionary<string, string>(StringComparer.Ordinal) { ["seed"] = seed },
        made.ToDictionary(m => m.Name, m => m.Value, StringComparer.Ordinal));

    // The archive with a word in the head of one of its arrays in another's place.
    private static byte[] Renamed(byte[] archive, string entry, string word, string other)
    {
        using var memory = new MemoryStream();
        memory.Write(archive);
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var stream = zip.GetEntry(entry)!.Open();
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            Encoding.ASCII.GetBytes(other).CopyTo(bytes, bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(word)));
            stream.Position = 0;
            stream.Write(bytes);
        }

        return memory.ToArray();
    }

    private void AssertRefused(string name, byte[] file, string problem)
    {
        var path = _folder.Write(name, file);
        Assert.Equal($"{path}: {problem}", Assert.Throws<DataException>(() => FeatureFile.Read(path)).Message);
    }
}
