using System.Reflection;
using System.Text.Json;
using Saddle.App.Tests.Support;
using Saddle.Catalog;

namespace Saddle.App.Tests.Commands;

/// <summary>What every entry of every family declares, and a program that finds some declared wrongly.</summary>
public sealed class DeclarationTests
{
    private static readonly string[] Kinds =
        ["number", "integer", "choice", "list", "schedule", "flag", "text", "path"];

    private static readonly string Here = Path.GetDirectoryName(typeof(DeclarationTests).Assembly.Location)!;

    private static readonly IReadOnlyList<Type> Entries =
    [
        .. Directory.EnumerateFiles(Here, "Saddle*.dll")
            .SelectMany(file => Assembly.Load(AssemblyName.GetAssemblyName(file)).GetTypes())
            .Where(type => type.IsDefined(typeof(EntryAttribute), inherit: false)),
    ];

    public static TheoryData<Type> Families =>
        [.. Entries.Select(Base).Distinct().OrderBy(type => type.Name, StringComparer.Ordinal)];

    [Fact]
    public void Nothing_is_declared_wrongly() =>
        Assert.Empty(Declarations.CheckFolder(Here).Select(error => error.ToString()));

    [Fact]
    public void The_base_type_of_every_entry_is_marked_as_a_family() =>
        Assert.All(Entries.Select(Base), family => Assert.True(family.IsDefined(typeof(FamilyAttribute), false)));

    [Theory]
    [MemberData(nameof(Families))]
    public void Every_entry_of_a_family_declares_all_that_an_entry_must(Type family) =>
        typeof(DeclarationTests).GetMethod(nameof(AssertDeclared), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(family)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null);

    [Fact]
    public void Entries_that_are_declared_wrongly_are_told_once_and_take_no_other_down()
    {
        using var folder = new TemporaryFolder();
        Copy(folder.At("app"));
        File.Copy(Path.Combine(Here, "Misdeclared.dll"), folder.At("app", "Saddle.Misdeclared.dll"));
        File.WriteAllText(folder.At("app", "Saddle.Text.dll"), "not an assembly");

        var games = SaddleProcess.RunAt(folder.At("app"), folder.Path, ["games", "--json"]);
        Assert.Equal((ExitStatus.Done, SaddleProcess.Run("games", "--json").Output), (games.Status, games.Output));
        Assert.Equal(games.ErrorLines.Distinct(StringComparer.Ordinal), games.ErrorLines, StringComparer.Ordinal);
        Assert.StartsWith("saddle: Saddle.Text.dll: cannot be loaded (", games.ErrorLines[0], StringComparison.Ordinal);
        Assert.Contains(
            "saddle: Misdeclared.dll, Misdeclared.OfGames+ShortEquilibrium: has an Equilibrium() of 1 coordinates, "
                + "but GeneratorSize + DiscriminatorSize is 2; "
                + "return the generator's coordinates, then the discriminator's",
            games.ErrorLines,
            StringComparer.Ordinal);

        var asked = SaddleProcess.RunAt(folder.At("app"), folder.Path, ["spectrum", "short-equilibrium"]);
        Assert.Equal(ExitStatus.BadInput, asked.Status);
        Assert.StartsWith(
            "saddle: 'short-equilibrium' cannot be used, because it is declared wrongly: Misdeclared.dll, ",
            asked.ErrorLines[^1],
            StringComparison.Ordinal);
    }

    private static void Copy(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(SaddleProcess.AppFolder))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }

    private static Type Base(Type type) => type.BaseType is { } more && more != typeof(object) ? Base(more) : type;

    private static void AssertDeclared<TBase>()
        where TBase : class
    {
        var declared = Entries.Where(type => type.IsAssignableTo(typeof(TBase)))
            .Select(type => type.GetCustomAttribute<EntryAttribute>()!.Name)
            .Order(StringComparer.Ordinal);
        Assert.Equal(declared, Catalog<TBase>.Entries.Select(entry => entry.Name), StringComparer.Ordinal);
        Assert.All(Catalog<TBase>.Entries, AssertEntry);
    }

    private static void AssertEntry<TBase>(Entry<TBase> entry)
        where TBase : class
    {
        Assert.All([entry.Summary, entry.Equations, entry.Source], text => Assert.NotEmpty(text.Trim()));
        var made = entry.Create(new Dictionary<string, string>(StringComparer.Ordinal));
        Assert.Same(entry, Catalog<TBase>.EntryOf(made));
        Assert.Equal(entry.SettingsOf(made), entry.SettingsOf(Spec.Parse<TBase>(Spec.Write(made))));
        Assert.Equal(entry.Name, Spec.Write(made));
        foreach (var parameter in entry.Parameters)
        {
            Assert.Equal(JsonNamingPolicy.KebabCaseLower.ConvertName(parameter.Property.Name), parameter.Name);
            Assert.False(string.IsNullOrWhiteSpace(parameter.Doc), parameter.Name);
            Assert.Contains(parameter.Kind, Kinds, StringComparer.Ordinal);
            Assert.Equal(parameter.Kind == "choice", parameter.Options.Count > 0);
            AssertDefault(entry, parameter, made);
            AssertRange(parameter);
        }
    }

    // The default is in range, and as text it is read back as itself.
    private static void AssertDefault<TBase>(Entry<TBase> entry, Parameter parameter, TBase made)
        where TBase : class
    {
        var text = entry.Defaults[parameter.Name];
        Assert.Equal(text, parameter.ValueOf(made));
        var again = entry.With(made, (parameter.Name, text));
        Assert.Equal(text, parameter.ValueOf(again));
        Assert.Equal(parameter.Property.GetValue(made), parameter.Property.GetValue(again));
    }

    // Just beyond the ends of the range nothing is read.
    private static void AssertRange(Parameter parameter)
    {
        Assert.True(parameter.Min <= parameter.Max, parameter.Name);
        foreach (var beyond in ((double[])[parameter.Min - 1, parameter.Max + 1]).Where(double.IsFinite))
        {
            Assert.Throws<SettingsException>(() => parameter.Parse(FormattableString.Invariant($"{beyond}")));
        }
    }
}
