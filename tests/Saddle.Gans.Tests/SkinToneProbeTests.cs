using System.IO.Compression;
using System.Text.Json;
using Saddle.Catalog;
using Saddle.Data.Images;
using Saddle.Data.Sets;
using Saddle.Games;
using Saddle.Gans.Probes;
using Saddle.Gans.Training;
using Saddle.Torch;
using Saddle.Torch.Tests;

namespace Saddle.Gans.Tests;

/// <summary>The tone that generated emoji have, against the one that their sentences ask for.</summary>
public sealed class SkinToneProbeTests : IDisposable
{
    private const int Bases = 20;

    // The colours of the five tones, as Noto draws them.
    private static readonly byte[][] Skins =
        [[249, 221, 189], [225, 185, 149], [185, 141, 105], [165, 109, 65], [113, 81, 73]];

    private readonly string _folder = Directory.CreateTempSubdirectory("saddle-emoji").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Generators of one colour, whatever is asked for: a fifth is right, or nothing shows a tone.
    [TorchFact]
    public void Agreement_is_the_share_of_samples_that_show_the_tone_that_is_asked_for()
    {
        Write();
        using var at = Snapshot.AtStart(Configured("{name: emoji, size: 8, unseen: pairs}"), new(_folder), 1);
        var probe = new SkinToneProbe(Samples: 100);
        Assert.Null(probe.WhyNot(at));
        Paint(at, Skins[3]);
        var brown = probe.Measure(at);
        Assert.Equal((1, 0, 0), (brown["agreement/true"], brown["unread"], brown["unread/seen"]));
        Assert.Equal((0.2, 0.2), (brown["agreement"], brown["agreement/seen"]));
        Assert.InRange(brown["agreement/low"], 0.01, 0.19);
        Paint(at, [0, 0, 255]);
        var blue = probe.Measure(at);
        Assert.Equal((0, 0, 1), (blue["agreement"], blue["agreement/seen"], blue["unread"]));
    }

    [TorchFact]
    public void Data_without_skin_tones_have_none()
    {
        Write();
        var probe = new SkinToneProbe();
        using var ring = Snapshot.AtStart(
            Configuration.Read("data: ring\nnetwork: mlp\nrule: adam", "test"), new(_folder), 1);
        Assert.Equal("the data are not emoji (data: emoji)", probe.WhyNot(ring));
        using var deaf = Snapshot.AtStart(
            Configuration.Read("data: {name: emoji, size: 8}\nnetwork: mlp\nrule: adam", "test"), new(_folder), 1);
        Assert.Equal("the generator reads no sentences", probe.WhyNot(deaf));
        using var tested = Snapshot.AtStart(Configured("{name: emoji, size: 8, split: test}"), new(_folder), 1);
        Assert.Contains(
            "expected split=train",
            Assert.Throws<SettingsException>(() => probe.Measure(tested)).Message,
            StringComparison.Ordinal);
    }

    private static Configuration Configured(string data) => Configuration.Read(
        $"data: {data}\nnetwork: {{name: mlp, latent: 2, depth: 0}}\nconditioning: concatenation\nrule: adam", "test");

    // All weights 0, and the colour as what the last layer's offsets come to through tanh.
    private static void Paint(Snapshot at, byte[] colour)
    {
        var values = at.Players[(int)Player.Generator].ToDoubles().Select(x => -x).ToList();
        var offset = 0;
        foreach (var parameter in at.Game.Network(Player.Generator).Blueprint.Parameters)
        {
            for (var i = 0; parameter.Name == "output.bias" && i < parameter.Count; i++)
            {
                values[offset + i] += Math.Atanh(Math.Clamp((colour[i / 64] / 127.5) - 1, -0.999, 0.999));
            }

            offset += (int)parameter.Count;
        }

        at.Move(Player.Generator, Tensor.From<float>([.. values.Select(x => (float)x)], [values.Count]));
    }

    private void Write()
    {
        string?[] tones = [null, .. SkinTones.Names];
        var texts = Enumerable.Range(0, Bases).SelectMany(i => tones.Select((tone, t) => new
        {
            file = FormattableString.Invariant($"{i:x4}-{t}.png"),
            name = FormattableString.Invariant($"sign {i}"),
            tags = (string[])["sign"],
            group = "symbols",
            subgroup = "signs",
            tones = tone is null ? (string[])[] : [tone],
            @base = FormattableString.Invariant($"{i:x4}"),
        })).ToList();
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "emoji")).FullName;
        File.WriteAllText(Path.Combine(folder, "texts.json"), JsonSerializer.Serialize(texts));
        using var zip = ZipFile.Open(Path.Combine(folder, "images-64.zip"), ZipArchiveMode.Create);
        foreach (var (i, text) in texts.Index())
        {
            var tone = (i % tones.Length) - 1;
            byte[] skin = tone < 0 ? [0, 0, 255] : Skins[tone];
            using var file = zip.CreateEntry(text.file).Open();
            file.Write(PngWriter.Write(new(8, 8, 3, [.. Enumerable.Repeat(skin, 64).SelectMany(c => c)], "test")));
        }
    }
}
