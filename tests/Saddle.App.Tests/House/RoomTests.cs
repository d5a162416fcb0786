using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Saddle.App.Tests.Support;

namespace Saddle.App.Tests.House;

/// <summary>The arrows between the rooms point one way.</summary>
public sealed class RoomTests
{
    // Each may know those before it.
    private static readonly string[] Rooms =
    [
        "Saddle",
        "Saddle.Data",
        "Saddle.Torch",
        "Saddle.Metrics",
        "Saddle.Gans",
        "Saddle.Papers",
        "Saddle.App",
    ];

    [Fact]
    public void A_project_knows_those_before_it()
    {
        foreach (var (place, room) in Rooms.Index())
        {
            var project = XDocument.Load(Path.Combine(Repository.Folder, "src", room, $"{room}.csproj"));
            var known = project.Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))
                .ToList();
            Assert.Empty(known.Except(Rooms[..place], StringComparer.Ordinal));
            Assert.Equal(room == "Saddle", known.Count == 0);
        }
    }

    [Fact]
    public void The_library_names_no_other_room()
    {
        var names = string.Join(
            '|',
            Rooms[1..].Select(room => room[(room.IndexOf('.', StringComparison.Ordinal) + 1)..]));
        var others = new Regex($@"\bSaddle\.({names})\b", RegexOptions.None, TimeSpan.FromSeconds(1));
        Assert.Matches(others, "using Saddle.Gans.Training;");
        Assert.Empty(Naming("src/Saddle", others));
    }

    [Fact]
    public void The_catalogue_does_not_know_the_rules()
    {
        var rules = new Regex(@"\bRules\b", RegexOptions.None, TimeSpan.FromSeconds(1));
        Assert.NotEmpty(Naming("src/Saddle/Dynamics", rules));
        Assert.Empty(Naming("src/Saddle/Catalog", rules));
    }

    [Fact]
    public void Commands_and_laboratory_never_name_each_other()
    {
        const string Commands = "src/Saddle.App/Commands";
        const string Laboratory = "src/Saddle.App/Laboratory";
        Assert.Empty(Named(Commands, TypesOf(Laboratory), "Saddle.App.Laboratory"));
        Assert.Empty(Named(Laboratory, TypesOf(Commands), "Saddle.App.Commands"));

        // The test sees what it is there to see.
        Assert.NotEmpty(Named(Commands, TypesOf("src/Saddle.App/Output"), "Saddle.App.Output"));
    }

    [Fact]
    public void Files_that_somebody_names_are_opened_in_one_place()
    {
        var opening = new Regex(
            @"\b(File\.(Open(Read|Text|Handle)|ReadAll\w+|ReadLines|Open)|ZipFile\.\w+)\(",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1));
        Assert.NotEmpty(Naming("src/Saddle.Data/Formats/InputFile.cs", opening));
        Assert.DoesNotContain(
            ((string[])["src/Saddle.Data", "src/Saddle.Metrics", "src/Saddle.Gans"])
                .SelectMany(room => Naming(room, opening)),
            line => !line.StartsWith("src/Saddle.Data/Formats/InputFile.cs", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Naming(string folder, Regex name) =>
        from path in Sources.All
        where path == folder || path.StartsWith($"{folder}/", StringComparison.Ordinal)
        from line in Repository.Lines(path)
        where name.IsMatch(line) && !line.TrimStart().StartsWith("//", StringComparison.Ordinal)
        select $"{path}: {line.Trim()}";

    private static HashSet<string> TypesOf(string folder) =>
    [
        .. Sources.Parsed(folder)
            .SelectMany(file => Sources.TopLevelTypes(file.Root))
            .OfType<BaseTypeDeclarationSyntax>()
            .Select(type => type.Identifier.Text),
    ];

    private static IEnumerable<string> Named(string folder, HashSet<string> types, string space) =>
        from file in Sources.Parsed(folder)
        from name in file.Root.DescendantNodes().OfType<NameSyntax>().Where(n => IsType(n, types, space))
        select $"{file.Path} names {name}";

    // A type's name where a type can stand: what follows a dot, or names an argument, is something else of that name.
    private static bool IsType(NameSyntax name, HashSet<string> types, string space) =>
        name.ToString() == space
        || (name is SimpleNameSyntax simple
            && types.Contains(simple.Identifier.Text)
            && name.Parent is not NameColonSyntax
            && !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name));
}
