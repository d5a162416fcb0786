using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using Saddle.App.Commands;
using Saddle.App.Tests.Support;
using Saddle.Catalog;
using Saddle.Data.Images;
using Saddle.Gans.Training;
using Saddle.Metrics;

namespace Saddle.App.Tests.Commands;

/// <summary>fid, kid, is, prdc, metrics, stats, features and weights, as a user runs them.</summary>
public sealed class MetricCommandTests : IDisposable
{
    private const string Shapes = "shapes:size=16:items=300";
    private const string Frechet = "Frechet distance (random-conv)";

    // Where the standard network's weights are not, which is so in all of these tests.
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_metric_that_is_called_as_an_option_of_the_command_is_told_and_takes_the_option_from_nobody()
    {
        var told = new List<DeclarationError>();
        string[] names = ["seed", "mmd", "json", "help"];
        var command = new MetricsCommand(names.Select(name => (typeof(Mmd), name, "what it is")), told.Add)
            .Build(withExample: false, CancellationToken.None);
        var options = command.Options.Select(option => option.Name).ToList();
        Assert.Equal(options.Distinct(StringComparer.Ordinal), options, StringComparer.Ordinal);
        Assert.Contains("--mmd", options, StringComparer.Ordinal);
        Assert.DoesNotContain("--help", options, StringComparer.Ordinal);
        Assert.Equal(
            ["seed", "json", "help"],
            told.Select(error => error.Mistake.Wrong.Split('\'')[1]),
            StringComparer.Ordinal);
        Assert.Equal(
            "Saddle.Metrics.dll, Saddle.Metrics.Mmd: is called 'seed', as is another option of 'saddle metrics'; "
                + "give it another name",
            told[0].ToString());
    }

    [TorchFact]
    public void The_order_of_the_Vendi_score_has_an_option_and_what_it_says_is_in_words()
    {
        var command = (string[])["metrics", Peer("real.npy"), Peer("generated.npy"), "--vendi", "--fid", "--order"];
        Assert.Equal(6.879270135132327, Vendi("2").GetProperty("value").GetDouble(), 1e-9);
        Assert.Equal(3.4975950254066044, Vendi("infinity").GetProperty("value").GetDouble(), 1e-9);
        Assert.Equal("2", Vendi("2").GetProperty("protocol").GetProperty("settings").GetProperty("order").GetString());

        Npy("one.npy", 120, 3, _ => 1.5f);
        Assert.Contains(
            "effectively 1 different sample in 120: they are nearly the same",
            Texts(Json("metrics", "one.npy", "--vendi").GetProperty("metrics")[0].GetProperty("notes")),
            StringComparer.Ordinal);

        JsonElement Vendi(string order) => Json([.. command, order]).GetProperty("metrics").EnumerateArray()
            .Single(metric => metric.GetProperty("metric").GetString() == "vendi");
    }

    [TorchFact]
    public void Settings_of_the_metrics_named_have_options_and_held_out_samples_are_a_third_side()
    {
        var all = Json(
            "metrics", "ring", "ring:sd=0.05", "-n", "300", "--fld", "--test", "ring:sd=0.02", "--rarity", "--k", "7",
            "--kid", "--subset-size", "all", "--cmmd", "--rows", "unit")
            .GetProperty("metrics").EnumerateArray().ToList();
        JsonElement Of(string metric) => all.Single(
            m => m.GetProperty("metric").GetString()!.StartsWith(metric, StringComparison.Ordinal));
        string? Setting(string metric, string name) => Of(metric).GetProperty("protocol").GetProperty("settings")
            .GetProperty(name).GetString();
        Assert.Equal("7", Setting("rarity", "k"));
        Assert.Equal("all", Setting("kernel distance", "subset-size"));
        Assert.Equal("unit", Setting("cmmd", "rows"));
        Assert.Equal("ring:sd=0.02", Of("fld").GetProperty("protocol").GetProperty("test").GetString());
        Assert.Equal(2, Of("kernel distance").GetProperty("intervals").GetProperty("kid").GetArrayLength());
        Assert.True(double.IsFinite(Of("fld").GetProperty("fld_gap").GetDouble()));
    }

    [TorchFact]
    public void Of_several_sets_the_better_one_is_named_where_it_is_not_by_chance()
    {
        var told = Json(
            "compare", "ring", "ring:radius=1.5", "ring:sd=0.0201", "ring:radius=1.4", "-n", "300", "--mmd", "--prdc");
        Assert.Equal(3, told.GetProperty("candidates").GetArrayLength());
        var figures = told.GetProperty("metrics").EnumerateArray().ToList();
        Assert.Equal(5, figures.Count);
        foreach (var figure in figures.Where(f => f.GetProperty("figure").GetString() is "mmd" or "coverage"))
        {
            Assert.Equal("ring:sd=0.0201", figure.GetProperty("best").GetString());
            var pair = figure.GetProperty("pairs")[0];
            Assert.Equal("ring:radius=1.5", pair.GetProperty("first").GetString());
            Assert.Equal("ring:sd=0.0201", pair.GetProperty("better").GetString());
            Assert.InRange(pair.GetProperty("p").GetDouble(), 0, 0.01);
        }

        Assert.Equal(10, told.GetProperty("agreement").GetArrayLength());

        // The same samples are not told apart, and sides without a block may be too small for a metric.
        var same = Json("compare", "ring", "ring:sd=0.02", "ring:sd=0.020", "-n", "22", "--mmd", "--prdc", "--k", "20");
        Assert.All(
            same.GetProperty("metrics").EnumerateArray(),
            figure => Assert.Equal(JsonValueKind.Null, figure.GetProperty("pairs")[0].GetProperty("better").ValueKind));
        Assert.Contains(
            "where at least 21 are needed",
            same.GetProperty("metrics")[1].GetProperty("note").GetString(),
            StringComparison.Ordinal);
        Refused("ring is named twice; expected candidates that differ", "compare", "ring", "ring", "ring", "-n", "50");
    }

    [TorchFact]
    public void Where_half_of_the_reference_is_too_few_there_is_no_floor_and_a_figure()
    {
        var told = Json("prdc", "ring", "ring", "-n", "8", "--k", "5", "--floor");
        Assert.Contains(
            told.GetProperty("notes").EnumerateArray(),
            note => note.GetString()!.StartsWith("no floor: of 8 samples in two parts", StringComparison.Ordinal));
    }

    [TorchFact]
    public void Figures_of_feature_files_are_those_of_the_reference_tools()
    {
        var expected = JsonDocument.Parse(File.ReadAllText(Peer("..", "metrics.json"))).RootElement;
        var fid = Json("fid", Peer("real.npy"), Peer("generated.npy"));
        Assert.Equal(1, fid.GetProperty("value").GetDouble() / expected.GetProperty("frechet").GetDouble(), 1e-9);
        Assert.Equal("Frechet distance (features as given)", fid.GetProperty("metric").GetString());
        Assert.Equal([300, 260], fid.GetProperty("n").EnumerateArray().Select(n => n.GetInt32()));
        var protocol = fid.GetProperty("protocol");
        Assert.Equal(1, protocol.GetProperty("ddof").GetInt32());
        Assert.Equal(Peer("real.npy"), protocol.GetProperty("reference").GetString());
        Assert.False(string.IsNullOrEmpty(protocol.GetProperty("versions").GetProperty("libtorch").GetString()));
        Assert.Contains(
            Texts(fid.GetProperty("notes")),
            note => note.Contains("how its features were made is not known", StringComparison.Ordinal));

        var stylegan = Json("fid", Peer("real.npy"), Peer("generated.npy"), "--protocol", "stylegan2");
        Assert.Equal(
            1,
            stylegan.GetProperty("value").GetDouble() / expected.GetProperty("frechet_ddof_0").GetDouble(),
            1e-9);
        Assert.Equal(
            1,
            Json(
                "fid",
                Peer("statistics.npz"),
                Peer("generated.npy")).GetProperty("value").GetDouble() / expected.GetProperty("frechet").GetDouble(),
            1e-9);

        var kid = Json("kid", Peer("real.npy"), Peer("generated.npy"), "--subsets", "5", "--subset-size", "200");
        Assert.Equal(200, kid.GetProperty("subset_size").GetInt32());
        Assert.InRange(
            kid.GetProperty("value").GetDouble(),
            0.8 * expected.GetProperty("kid_clean_fid").GetDouble(),
            1.2 * expected.GetProperty("kid_clean_fid").GetDouble());
        Assert.InRange(
            kid.GetProperty("value").GetDouble(),
            kid.GetProperty("interval")[0].GetDouble(),
            kid.GetProperty("interval")[1].GetDouble());

        foreach (var (arguments, name) in ((string[], string)[])[([], "prdc_5"), (["--k", "3"], "prdc_3")])
        {
            var prdc = Json(["prdc", Peer("real.npy"), Peer("generated.npy"), .. arguments]);
            foreach (var figure in expected.GetProperty(name).EnumerateObject())
            {
                Assert.Equal(figure.Value.GetDouble(), prdc.GetProperty(figure.Name).GetDouble(), 1e-10);
            }
        }
    }

    [TorchFact]
    public void A_distance_of_another_network_is_not_called_FID_and_its_floor_is_beside_it()
    {
        var result = Json(
            "metrics", Shapes, $"{Shapes}:grey=true", "--fid", "--kid", "--prdc", "--extractor", "random-conv:width=4",
            "--floor", "--set", "kid.subsets=3");
        var metrics = result.GetProperty("metrics").EnumerateArray().ToList();
        Assert.Equal(
            ["Frechet distance (random-conv)", "kernel distance (random-conv)", "prdc"],
            metrics.Select(m => m.GetProperty("metric").GetString()).Order(StringComparer.Ordinal));
        foreach (var metric in metrics)
        {
            Assert.Equal(
                [150, 150],
                metric.GetProperty("floor").GetProperty("n").EnumerateArray().Select(n => n.GetInt32()));
            Assert.Equal(
                "4",
                metric.GetProperty("protocol").GetProperty("extractor_settings").GetProperty("width").GetString());
            Assert.Equal("clean", metric.GetProperty("protocol").GetProperty("resize").GetString());
        }

        // Grey shapes are not coloured ones.
        Assert.All(
            metrics.Take(1),
            fid =>
                Assert.True(
                    fid.GetProperty("value").GetDouble() > 3 * fid.GetProperty("floor").GetProperty(
                        "value").GetDouble()));
        var text = Run("fid", Shapes, Shapes, "--extractor", "pixels:size=4").Output;
        Assert.Contains("Frechet distance (pixels)", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?i)\\bfid \\d", text);
    }

    [TorchFact]
    public void A_folder_and_a_zip_of_the_same_images_are_at_no_distance()
    {
        Pictures("pictures", 40);
        ZipFile.CreateFromDirectory(_folder.At("pictures"), _folder.At("pictures.zip"));
        var first = Json("fid", "pictures", "pictures.zip", "--extractor", "pixels:size=4");
        Assert.InRange(first.GetProperty("value").GetDouble(), 0, 1e-12);
        Assert.Equal([40, 40], first.GetProperty("n").EnumerateArray().Select(n => n.GetInt32()));
        Assert.Contains(
            Texts(first.GetProperty("notes")),
            note => note.Contains("singular covariance", StringComparison.Ordinal));
        Assert.NotEmpty(Directory.EnumerateFiles(_folder.At("cache")));
        Assert.Equal(
            first.GetProperty("value").GetDouble(),
            Json("fid", "pictures", "pictures.zip", "--extractor", "pixels:size=4").GetProperty("value").GetDouble());
    }

    [TorchFact]
    public void Statistics_and_features_say_how_they_were_made_and_refuse_others()
    {
        Assert.Equal(
            ExitStatus.Done,
            Run("stats", Shapes, "-o", "stats.npz", "--extractor", "random-conv:width=4").Status);
        var features = Run(
            "features", Shapes, "-o", "deep/features.npy", "--extractor", "random-conv:width=4", "--json").QuietJson();
        Assert.Equal([300, 60], features.GetProperty("shape").EnumerateArray().Select(n => n.GetInt32()));
        var same = Json("fid", "stats.npz", "deep/features.npy");
        Assert.Equal("Frechet distance (random-conv)", same.GetProperty("metric").GetString());
        Assert.InRange(same.GetProperty("value").GetDouble(), 0, 1e-3); // features in the file are singles
        Assert.Equal([300, 300], same.GetProperty("n").EnumerateArray().Select(n => n.GetInt32()));

        Refused(
            "were made differently, so no figure of both means anything: resize=clean, but resize=legacy-pytorch",
            "fid",
            "stats.npz",
            Shapes,
            "--extractor",
            "random-conv:width=4",
            "--resize",
            "legacy-pytorch");
        Refused("extractor=random-conv, but extractor=pixels", "fid", "stats.npz", Shapes, "--extractor", "pixels");
        Refused("mean and covariance only", "kid", "stats.npz", "deep/features.npy");
    }

    [TorchFact]
    public void A_run_is_measured_in_training_which_leaves_no_trace_in_what_is_learnt()
    {
        Configure();
        var missing = Run("train", "config.yaml", "--out", "without", "--set", "extractor=inception");
        Assert.Equal(ExitStatus.MissingComponent, missing.Status);
        Assert.Contains("saddle weights get", missing.ErrorLines[^1], StringComparison.Ordinal);

        Train("run");
        var figures = MetricsLog.Read(RunFolder.Open(_folder.At("run")));
        Assert.Equal([2, 4], figures[Frechet].Select(f => f.Step));
        Assert.Equal([2, 4], figures["kernel distance (random-conv)"].Select(f => f.Step));
        Assert.Equal(Frechet, RunFolder.Open(_folder.At("run")).State.Best!.Metric);

        Train("unmeasured", "--set", "evaluate-every=0", "--set", "metrics=prdc");
        Assert.Equal(
            File.ReadAllBytes(_folder.At("run", "checkpoints", "step-000000004.safetensors")),
            File.ReadAllBytes(_folder.At("unmeasured", "checkpoints", "step-000000004.safetensors")));

        // What is measured may change.
        Assert.Equal(ExitStatus.Done, Run("train", "--resume", "run", "--steps", "6", "--set", "metrics=prdc").Status);
        Assert.Equal(6, Assert.Single(MetricsLog.Read(RunFolder.Open(_folder.At("run")))["prdc/precision"]).Step);
    }

    [TorchFact]
    public void A_run_is_measured_by_its_running_average_and_no_matter_who_asks()
    {
        string[] asked = ["fid", "shapes:size=16:items=200", "run", "-n", "60", "--extractor", "random-conv:width=2"];
        Configure();
        Train("run");
        var last = MetricsLog.Read(RunFolder.Open(_folder.At("run")))[Frechet][^1].Value;
        var measured = Json(asked);
        Assert.Equal("run", measured.GetProperty("protocol").GetProperty("generated").GetString());
        var value = measured.GetProperty("value").GetDouble();
        Assert.Equal(last, value, 0.3 * value);

        // Samples are numbered: those of a run do not depend on who asks.
        Assert.Equal(value, Json([.. asked, "--no-cache"]).GetProperty("value").GetDouble());
    }

    [TorchFact]
    public void Another_protocol_gives_other_figures_and_does_not_go_on_with_a_run()
    {
        Configure();
        Train("run");
        Train("theirs", "--set", "metric-protocol=stylegan2", "--set", "metrics=[fid, prdc]");
        double Last(string run) => MetricsLog.Read(RunFolder.Open(_folder.At(run)))[Frechet][^1].Value;
        Assert.NotEqual(Last("run"), Last("theirs"));
        Assert.Contains("k: 3", File.ReadAllText(_folder.At("theirs", "config.yaml")), StringComparison.Ordinal);
        var unknown = Run("train", "config.yaml", "--out", "never", "--set", "metric-protocol=clean-fit");
        Assert.Equal(ExitStatus.BadInput, unknown.Status);
        Assert.Contains("did you mean 'clean-fid'?", unknown.ErrorLines[^1], StringComparison.Ordinal);

        // Figures of two protocols do not belong in one run.
        var mixed = Run("train", "--resume", "theirs", "--steps", "6", "--set", "metric-protocol=clean-fid");
        Assert.Equal(ExitStatus.BadInput, mixed.Status);
        Assert.Contains("metric-protocol", mixed.ErrorLines[^1], StringComparison.Ordinal);
    }

    [TorchFact]
    public void What_is_judged_can_be_disturbed_first()
    {
        double Distance(params string[] more) =>
            Json(["fid", Shapes, Shapes, "--extractor", "random-conv:width=4", .. more])
                .GetProperty("value")
                .GetDouble();
        var (clean, weak, strong) = (
            Distance(),
            Distance("--disturb", "gaussian-noise:level=0.25"),
            Distance("--disturb", "gaussian-noise:level=0.75"));
        Assert.True(clean < weak && weak < strong, $"{clean}, {weak}, {strong}");
        var points = Run("metrics", "ring", "ring", "--mmd", "-n", "100", "--disturb", "swirl");
        Assert.Equal(ExitStatus.BadInput, points.Status);
        Assert.Contains("only images can be disturbed", points.ErrorLines[^1], StringComparison.Ordinal);
    }

    [TorchFact]
    public void Points_and_texts_need_no_extractor()
    {
        var points = Json(
            "metrics", "ring", "ring:sd=0.2", "--modes", "--wasserstein", "-n", "500", "--set", "wasserstein.most=200");
        Assert.Equal(
            "coordinates",
            points.GetProperty("metrics")[0].GetProperty("protocol").GetProperty("extractor").GetString());
        File.WriteAllLines(
            _folder.At("lines.txt"),
            Enumerable.Range(0, 50).Select(i => string.Create(CultureInfo.InvariantCulture, $"line {i} of {i * i}")));
        var text = Json("metrics", "text:path=lines.txt", "text:path=lines.txt").GetProperty("metrics")[0];
        Assert.Equal(0, text.GetProperty("js1").GetDouble());
        Assert.True(text.GetProperty("js4_floor").GetDouble() > 0);
    }

    [TorchFact]
    public void Missing_weights_are_a_missing_component()
    {
        var result = Run("fid", Shapes, Shapes, "--extractor", "inception");
        Assert.Equal(ExitStatus.MissingComponent, result.Status);
        var line = Assert.Single(result.ErrorLines);
        Assert.Contains("saddle weights get", line, StringComparison.Ordinal);
        Assert.Contains(
            "--extractor classifier or clip-vit-l-14-336 or dinov2-vit-l-14 or lpips", line, StringComparison.Ordinal);
        Assert.Contains("or resnet18", line, StringComparison.Ordinal);
        Assert.Equal(ExitStatus.MissingComponent, Run("is", Shapes).Status); // classes, which no other network has
        Assert.Equal(ExitStatus.MissingComponent, Run("weights", "verify").Status);

        File.WriteAllText(_folder.At("pt_inception-2015-12-05-6726825d.pth"), "not the network");
        var other = Run("weights", "get", "--from", _folder.Path);
        Assert.Equal(ExitStatus.BadInput, other.Status);
        Assert.Contains(
            "where the published file's is 6726825d",
            Assert.Single(other.ErrorLines),
            StringComparison.Ordinal);
        var verified = Run("weights", "verify", _folder.At("pt_inception-2015-12-05-6726825d.pth"), "--json");
        Assert.Equal(ExitStatus.Failed, verified.Status);
        Assert.False(verified.Json().GetProperty("matches").GetBoolean());
    }

    [Fact]
    public void Networks_that_are_files_are_listed_with_where_they_are_looked_for()
    {
        var list = Run("weights", "list", "--json").Json().GetProperty("weights").EnumerateArray().ToList();
        Assert.Equal(
            ["inception", "clip-vit-l-14-336", "dinov2-vit-l-14", "lpips", "swav", "vgg16"],
            list.Select(w => w.GetProperty("extractor").GetString()));
        Assert.All(list, w => Assert.Equal(JsonValueKind.Null, w.GetProperty("sha256").ValueKind));
        Assert.All(list, w => Assert.NotEqual(0, w.GetProperty("places").GetArrayLength()));
        Assert.Contains("torch.onnx.export", Run("weights", "list").Output, StringComparison.Ordinal);
    }

    [TorchFact]
    public void Without_the_weights_features_are_of_the_network_that_comes_with_the_program_and_figures_say_so()
    {
        var result = Run("fid", "shapes:size=16:items=12", "shapes:size=16:items=12", "--json");
        Assert.Equal(ExitStatus.Done, result.Status);
        Assert.Contains("features are resnet18's", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Equal("Frechet distance (resnet18)", result.Json().GetProperty("metric").GetString());
        Assert.Equal(0, result.Json().GetProperty("value").GetDouble(), 1e-3);
        var protocol = result.Json().GetProperty("protocol");
        Assert.Equal("resnet18", protocol.GetProperty("extractor").GetString());
        Assert.Equal(
            "e2552f19db2dfdb0", protocol.GetProperty("weights_sha256").GetString()![..16]);
    }

    [TorchTheory]
    [InlineData("fid nowhere ring", "'nowhere' is neither a file, a folder, a run nor a data set")]
    [InlineData("fid ring", "fid: a second side is missing")]
    [InlineData("fid ring:radios=2 ring", "did you mean 'radius'?")]
    [InlineData("fid ring ring --protocol clean-fd", "did you mean 'clean-fid'?")]
    [InlineData("fid ring ring --resize lanczos", "'lanczos' is not a way to resize")]
    [InlineData("fid shapes shapes --extractor random", "'random' is not an extractor")]
    [InlineData("fid shapes shapes --extractor torchscript", "the module's file is missing")]
    [InlineData("fid shapes shapes --extractor torchscript:file=file", "file: is empty")]
    [InlineData("fid shapes shapes --extractor pixels --weights file", "--weights are those of inception")]
    [InlineData("fid shapes shapes --weights file", "file: ")]
    [InlineData("fid file ring", "file: is empty")]
    [InlineData("fid ring ring -n 1", "a covariance needs at least 2 samples")]
    [InlineData("fid ring gaussians-1d", "not of the same extractor")]
    [InlineData("kid ring ring -n 100 --subset-size 101", "subsets of 101 samples cannot be drawn")]
    [InlineData("kid ring ring --subsets no", "subsets=no: expected a whole number")]
    [InlineData("kid ring ring -n 100 --protocol torchmetrics", "subsets of 1000 samples cannot be drawn")]
    [InlineData("prdc ring ring -n 5 --k 5", "5 samples, where at least 6 are needed")]
    [InlineData("is ring", "needs a classifier's logits")]
    [InlineData("is shapes:items=20 --extractor pixels", "needs a classifier's logits")]
    [InlineData("metrics ring ring --fid --kid --set k=3", "of which metric?")]
    [InlineData("metrics ring ring --fid --set kid.subsets=3", "'kid' is not a metric that is measured here")]
    [InlineData("metrics ring ring --mmd --order 2", "--order: no metric that is measured here takes it")]
    [InlineData("metrics ring ring --vendi --order few -n 50", "order=few: expected a number of at least 0")]
    [InlineData("metrics ring ring --fld -n 50", "fld: held-out real samples are missing; expected --test C")]
    [InlineData("metrics ring ring --fid --test ring -n 50", "no metric that is measured here takes held-out samples")]
    [InlineData("metrics ring ring --top-precision-recall -n 50", "features of 2 dimensions; expected at least 4")]
    [InlineData("metrics ring ring --cover --k 5 -n 12", "12 samples, where at least 16 are needed")]
    [InlineData("metrics ring ring --kid --subset-size few", "expected a whole number of at least 0, or all")]
    [InlineData("metrics ring ring --cmmd --rows all", "'all' is not a value of rows")]
    [InlineData("stats shapes -o stats.txt", "expected a name that ends in .npz")]
    [InlineData("weights fetch", "'fetch' is not what 'weights' does")]
    public void Bad_input_costs_one_line(string arguments, string expected) => Refused(expected, arguments.Split(' '));

    [TorchTheory]
    [InlineData("fid text ring", "text: it is neither a zip")]
    [InlineData("fid shapes shapes --extractor torchscript:file=text", "text: libtorch cannot run it")]
    public void A_file_of_another_format_is_named(string arguments, string expected)
    {
        File.WriteAllText(_folder.At("text"), "of no format");
        Refused(expected, arguments.Split(' '));
    }

    [TorchFact]
    public void Features_that_are_no_numbers_are_refused()
    {
        var bytes = File.ReadAllBytes(Peer("real.npy"));
        BitConverter.GetBytes(double.NaN).CopyTo(bytes, bytes.Length - 8);
        File.WriteAllBytes(_folder.At("nan.npy"), bytes);
        Refused("a feature is NaN or infinite", "fid", "nan.npy", Peer("generated.npy"));
    }

    [TorchFact]
    public async Task Ctrl_C_stops_reading_and_says_what_is_kept()
    {
        using var run = SaddleProcess.Start(
            _folder.Path, "fid", "shapes:size=64:items=200000", "shapes:size=64:items=200000", "--extractor",
            "random-conv", "--no-cache");
        await run.Until(process => process.TotalProcessorTime.TotalSeconds > 2);
        var result = run.Interrupt();
        Assert.Equal(ExitStatus.Interrupted, result.Status);
        Assert.Equal("saddle: interrupted; nothing is kept", Assert.Single(result.ErrorLines));
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Without_libtorch_it_says_which_command_installs_it()
    {
        var result = SaddleProcess.Run(
            _folder.Path,
            ["fid", "ring", "ring"],
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["SADDLE_TORCH_LIBRARY"] = "/nowhere/libsaddle_torch.so",
            });
        Assert.Equal(ExitStatus.MissingComponent, result.Status);
        Assert.Contains("install", Assert.Single(result.ErrorLines), StringComparison.Ordinal);
    }

    private static string Peer(params string[] names) =>
        Path.GetFullPath(Path.Combine([Repository.Folder, "tests", "data", "metrics", .. names]));

    private static IEnumerable<string> Texts(JsonElement list) => list.EnumerateArray().Select(e => e.GetString()!);

    private void Npy(string name, int rows, int columns, Func<int, float> value) => File.WriteAllBytes(
        _folder.At(name),
        [
            .. Data.Formats.Npy.HeaderOfSingles([rows, columns]),
            .. Enumerable.Range(0, rows * columns).SelectMany(i => BitConverter.GetBytes(value(i))),
        ]);

    private void Pictures(string name, int count)
    {
        Directory.CreateDirectory(_folder.At(name));
        for (var i = 0; i < count; i++)
        {
            var pixels = Enumerable.Range(0, 3 * 20 * 10).Select(k => (byte)((k * (i + 3) * 37) >> 3)).ToArray();
            File.WriteAllBytes(
                _folder.At(name, string.Create(CultureInfo.InvariantCulture, $"{i:D3}.png")),
                PngWriter.Write(new(20, 10, 3, pixels, "picture")));
        }
    }

    private void Refused(string expected, params string[] arguments)
    {
        var result = Run(arguments);
        Assert.Equal(ExitStatus.BadInput, result.Status);
        Assert.Contains(expected, Assert.Single(result.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    private JsonElement Json(params string[] arguments) => Run([.. arguments, "--json"]).QuietJson();

    private void Configure() => File.WriteAllText(_folder.At("config.yaml"), """
        name: test
        data: {name: shapes, size: 16, items: 200}
        network: {name: dcgan, width: 2}
        rule: {name: adam, eta: 0.001}
        batch: 8
        steps: 4
        ema: 0.5
        evaluate-every: 2
        metric-samples: 60
        metrics: [fid, {name: kid, subsets: 2}]
        extractor: {name: random-conv, width: 2}
        """);

    private void Train(string run, params string[] more) =>
        Assert.Equal(ExitStatus.Done, Run(["train", "config.yaml", "--out", run, .. more]).Status);

    private ProcessResult Run(params string[] arguments)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["SADDLE_CACHE"] = _folder.At("cache"),
            ["SADDLE_DATA"] = _folder.At("data"),
        };
        return SaddleProcess.Run(_folder.Path, arguments, environment);
    }
}
