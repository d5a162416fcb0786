using System.Reflection;
using System.Reflection.Emit;
using Saddle.Catalog;

namespace Saddle.Tests.Catalog;

/// <summary>Assemblies beside the program that do not fit.</summary>
public sealed class AssemblySearchTests
{
    [Fact]
    public void What_is_no_assembly_is_left_out_and_told()
    {
        using var folder = new Folder();
        File.WriteAllText(folder.At("Saddle.Text.dll"), "not an assembly");
        File.WriteAllText(folder.At("Other.dll"), "nobody looks at it");
        var error = Assert.Single(Declarations.CheckFolder(folder.Path));
        Assert.Equal(("Saddle.Text.dll", null), (error.Assembly, error.Type));
        Assert.StartsWith("Saddle.Text.dll: cannot be loaded (", error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("a name that does not begin with Saddle", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_whose_base_is_missing_is_told_and_takes_no_other_down()
    {
        using var folder = new Folder();
        Emit(folder.At("Saddle.Orphan.dll"));
        var found = AssemblySearch.In(folder.Path);
        Assert.Equal(["Good"], found.Types.Select(type => type.Name), StringComparer.Ordinal);
        Assert.Equal(nameof(Mistakes.TypesUnreadable), Assert.Single(found.Errors).Mistake.Kind);
        Assert.StartsWith(
            "Saddle.Orphan.dll: some of its types cannot be loaded (Could not load file or assembly 'Missing,",
            found.Errors[0].ToString(),
            StringComparison.Ordinal);
    }

    // An assembly of two types: one on a base type in an assembly that is nowhere, and one that can be loaded.
    private static void Emit(string file)
    {
        var missing = new PersistedAssemblyBuilder(new("Missing"), typeof(object).Assembly);
        var gone = missing.DefineDynamicModule("Missing").DefineType("Gone", TypeAttributes.Public);
        gone.CreateType();
        var assembly = new PersistedAssemblyBuilder(new("Saddle.Orphan"), typeof(object).Assembly);
        var module = assembly.DefineDynamicModule("Saddle.Orphan");
        module.DefineType("Orphan", TypeAttributes.Public | TypeAttributes.Sealed, gone).CreateType();
        var good = module.DefineType("Good", TypeAttributes.Public | TypeAttributes.Sealed);
        var entry = typeof(EntryAttribute).GetConstructors().Single();
        good.SetCustomAttribute(new CustomAttributeBuilder(entry, ["name", "summary", "equations", "source"]));
        good.CreateType();
        assembly.Save(file);
    }

    private sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("saddle-tests-").FullName;

        public string At(string name) => System.IO.Path.Combine(Path, name);

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
