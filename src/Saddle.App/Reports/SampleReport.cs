using System.Globalization;
using System.Runtime.InteropServices;
using Saddle.App.Samples;
using Saddle.Catalog;
using Saddle.Data;
using Saddle.Metrics;

namespace Saddle.App.Reports;

/// <summary>
/// The report of <c>saddle metrics A B --report FILE</c>: figures with what they mean, and the samples that say most,
/// on one page that opens offline.
/// </summary>
/// <param name="Comparison">The sides.</param>
/// <param name="All">The figures.</param>
/// <param name="Certificates">What sanity checks say of the metrics; empty where that was not asked for.</param>
internal sealed record SampleReport(
    Comparison Comparison, IReadOnlyList<Measured> All, IReadOnlyList<MetricCertificate> Certificates)
{
    private const int Shown = 12;

    // What a name of a class may take of a table.
    private const int MostClasses = 100;

    /// <summary>Writes the page.</summary>
    /// <param name="command">The command that makes it again.</param>
    public string Write(string command)
    {
        var page = new Html();
        var title = Comparison.Reference is { } reference
            ? $"{Comparison.Generated.Name} beside {reference.Name}"
            : Comparison.Generated.Name;
        page.Element("h1", title).Element("p", Counts());
        Figures(page);
        Words(page);
        if (Ranking() is { } ranking)
        {
            Copies(page, ranking);
            Extremes(page, ranking);
            Classes(page, ranking);
        }

        Checks(page);
        Making(page, command);
        return page.Page($"Saddle: {title}");
    }

    private string Counts() => Comparison.Reference is { } reference
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{Comparison.Generated.Count} samples are judged beside {reference.Count} of the reference.")
        : string.Create(CultureInfo.InvariantCulture, $"{Comparison.Generated.Count} samples are judged.");

    private void Figures(Html page)
    {
        var rows = All.SelectMany(measured => measured.Result.Figures.Select(figure => (IReadOnlyList<string>)
        [
            measured.Result.HasOwn(measured.Metric.Name) && figure == measured.Result.Figures[0]
                ? measured.Name
                : $"{measured.Name}: {figure.Name}",
            MetricReport.Number(figure.Value),
            figure.Interval is { } i ? $"{MetricReport.Number(i.Low)} to {MetricReport.Number(i.High)}" : "-",
            measured.Floor?.Result.Figures.FirstOrDefault(f => f.Name == figure.Name) is { } floor
                ? MetricReport.Number(floor.Value)
                : "-",
            string.Join(" / ", Comparison.Counts.Select(n => n?.ToString(CultureInfo.InvariantCulture) ?? "-")),
        ]));
        page.Element("h2", "Figures")
            .Table(new(["figure", "value", "95 % interval", "floor", "n"], [.. rows]), "figures")
            .Element(
                "p",
                "The floor is what the reference gives against itself: a figure at its floor cannot be told from that "
                + "of real samples.",
                "note");
    }

    private void Words(Html page)
    {
        page.Element("h2", "What they mean").Raw("<dl class=\"settings\">");
        foreach (var measured in All)
        {
            var better = measured.Metric.HigherIsBetter ? "higher is better" : "lower is better";
            page.Element("dt", measured.Name)
                .Element("dd", $"{Catalog<Metric>.EntryOf(measured.Metric).Summary}; {better}.");
        }

        page.Raw("</dl>");
        List<string> sentences =
            [.. Findings(), .. All.SelectMany(m => MetricReport.Notes(Comparison, m)).Distinct(StringComparer.Ordinal)];
        if (sentences.Count > 0)
        {
            page.Raw("<ul>");
            sentences.ForEach(sentence => page.Element("li", sentence));
            page.Raw("</ul>");
        }
    }

    // What the samples themselves say, as the doctor would.
    private IReadOnlyList<string> Findings() => IsRanked
        && Comparison.Reference!.Count >= SampleFindings.Least && Comparison.Generated.Count >= SampleFindings.Least
            ? new SampleStudy(new(Comparison.How.Seed, Cancellation: Comparison.How.Cancellation))
                .Of(Comparison.Reference, Comparison.Generated).Sentences
            : [];

    private bool IsRanked => Comparison is { Reference.Features: not null, Generated.Features: not null }
        && Comparison.Reference.Count > 4;

    private SampleRanking? Ranking() => !IsRanked ? null : SampleRanking.Of(
        Comparison.Reference!,
        Comparison.Generated,
        new(Comparison.How.Seed, Cancellation: Comparison.How.Cancellation));

    private void Copies(Html page, SampleRanking ranking)
    {
        page.Element("h2", "Near-duplicates of the reference").Element("p", string.Create(
            CultureInfo.InvariantCulture,
            $"{ranking.Copies} of {ranking.Distances.Count} samples are the same as one of the reference, or nearly: "
            + $"nearer than {ranking.Reach:G3} of the distance that reference samples have from each other. Below are "
            + $"the nearest pairs, the judged sample on the left, with that share."));
        if (Comparison.Pictures is not ({ } reference, { } generated))
        {
            page.Element("p", "The samples are no images, so there are no pictures.", "note");
            return;
        }

        page.Gallery(Ordered(ranking.Distances).Select(i => (
            (IReadOnlyList<Image>)[generated.Read(i), reference.Read(ranking.Nearest[i])],
            ranking.Distances[i] > 0 ? Share(ranking.Distances[i]) : "the same")));
    }

    private void Extremes(Html page, SampleRanking ranking)
    {
        if (Comparison.Pictures is not ({ } reference, { } generated))
        {
            return;
        }

        IEnumerable<(IReadOnlyList<Image>, string)> Of(
            IImages images, IEnumerable<int> places, Func<int, double> said) =>
            places.Select(i => ((IReadOnlyList<Image>)[images.Read(i)], Share(said(i))));

        double[] against = [.. ranking.Realism.Select(realism => -realism)];
        page.Element("h2", "Best and worst samples")
            .Element(
                "p",
                "By realism: how deep a sample lies in the balls that reach from each reference sample to its third "
                + "neighbour; below 1 it lies in none. First the best that are no near-duplicates.")
            .Gallery(Of(
                generated,
                Ordered(against, place => ranking.Distances[place] > ranking.Reach),
                place => ranking.Realism[place]))
            .Element("p", "The worst.")
            .Gallery(Of(generated, Ordered(ranking.Realism), place => ranking.Realism[place]));
        double[] missing = [.. ranking.Missing.Select(m => -m)];
        page.Element("h2", "What is missing")
            .Element(
                "p",
                "The reference samples that the judged ones come least near, with the distance to the nearest in radii "
                + "of their own ball: above 1 none lies in it.")
            .Gallery(Of(reference, Ordered(missing), place => ranking.Missing[place]));
    }

    private void Classes(Html page, SampleRanking ranking)
    {
        if (Comparison.Pictures.Reference is not ILabelled labels || labels.Classes.Count is < 2 or > MostClasses)
        {
            return;
        }

        var own = Comparison.Pictures.Generated is ILabelled theirs
            && theirs.Classes.SequenceEqual(labels.Classes, StringComparer.Ordinal)
            ? theirs
            : null;
        var (real, made) = (Tally(ranking.Missing.Count, labels.Label, i => ranking.Missing[i] <= 1),
            Tally(ranking.Realism.Count, i => labels.Label(ranking.Nearest[(int)i]), i => ranking.Realism[i] >= 1));
        var agree = own is null ? null
            : Tally(ranking.Realism.Count, own.Label, i => own.Label(i) == labels.Label(ranking.Nearest[i]));
        List<IReadOnlyList<string>> rows =
        [
            .. labels.Classes.Select((name, c) => (IReadOnlyList<string>)
            [
                name,
                Percent(real[c].Count, ranking.Missing.Count), Percent(made[c].Count, ranking.Realism.Count),
                Percent(made[c].Good, made[c].Count), Percent(real[c].Good, real[c].Count),
                .. agree is null ? (string[])[] : [Percent(agree[c].Good, agree[c].Count)],
            ]),
        ];
        page.Element("h2", "By class")
            .Element("p", "Judged samples belong to the class of the reference sample that is nearest.")
            .Table(
                new(
                    [
                        "class", "of the reference", "of the judged", "in a reference ball (precision)",
                        "reached (coverage)", .. agree is null ? (string[])[] : ["nearest is of its own class"],
                    ],
                    rows),
                "classes");

        (int Count, int Good)[] Tally(int count, Func<long, int> label, Func<int, bool> good)
        {
            var all = new (int Count, int Good)[labels.Classes.Count];
            for (var i = 0; i < count; i++)
            {
                var c = label(i);
                all[c] = (all[c].Count + 1, all[c].Good + (good(i) ? 1 : 0));
            }

            return all;
        }
    }

    private void Checks(Html page)
    {
        if (Certificates.Count > 0)
        {
            page.Element("h2", "How far the metrics themselves can be trusted").Element(
                "p", "Sanity checks of the literature, on drawn data (Räisä et al. 2025):");
            foreach (var certificate in Certificates)
            {
                page.Element("h3", certificate.Metric.ToString()).Raw("<ul>");
                foreach (var sentence in certificate.Sentences())
                {
                    page.Element("li", sentence);
                }

                page.Raw("</ul>");
            }
        }
    }

    private void Making(Html page, string command)
    {
        var protocol = Comparison.ProtocolOf(All[0].Metric)
            .Where(part => part.Value is string or ulong or int)
            .Select(part => (part.Key.Replace('_', ' '), FormattableString.Invariant($"{part.Value}")));
        page.Element("h2", "How this was made").Definitions(
            [
                ("Saddle", Product.Version), .. protocol, ("runtime", RuntimeInformation.FrameworkDescription),
                ("command", command),
            ],
            "settings");
    }

    private static IEnumerable<int> Ordered(IReadOnlyList<double> values, Func<int, bool>? taken = null) =>
        Enumerable.Range(0, values.Count).Where(i => taken?.Invoke(i) ?? true).OrderBy(i => values[i]).Take(Shown);

    private static string Share(double value) => value.ToString("G3", CultureInfo.InvariantCulture);

    private static string Percent(int count, int of) =>
        of == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * count / of:F1} %");
}
