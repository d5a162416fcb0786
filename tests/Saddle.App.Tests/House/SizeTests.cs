namespace Saddle.App.Tests.House;

/// <summary>How long methods are, and how many types a file holds.</summary>
public sealed class SizeTests
{
    private const int LongestMethod = 68;
    private const int MostMethods = 22;

    [Fact]
    public void Methods_are_short()
    {
        var methods = (from folder in (string[])["src", "tests", "benchmarks"]
                       from file in Sources.Parsed(folder)
                       from method in Sources.Methods(file.Root)
                       select (Place: $"{file.Path}:{method.Line} {method.Name}", method.Lines)).ToList();
        Assert.True(methods.Count > 3000, $"only {methods.Count} methods were found");
        Assert.Empty(methods.Where(m => m.Lines > LongestMethod).Select(m => $"{m.Place} has {m.Lines} lines"));
        var shorter = methods.Count(m => m.Lines <= MostMethods) / (double)methods.Count;
        Assert.True(shorter >= 0.9, $"only {shorter:P1} of the methods have at most {MostMethods} lines");
    }

    [Fact]
    public void A_file_holds_one_type()
    {
        var files = (from folder in (string[])["src", "tests", "benchmarks"]
                     from file in Sources.Parsed(folder)
                     select (file.Path, Types: Sources.TopLevelTypes(file.Root).Count)).ToList();
        var single = files.Count(f => f.Types <= 1) / (double)files.Count;
        var several = files.Where(f => f.Types > 1).OrderByDescending(f => f.Types).Select(f => $"{f.Path}: {f.Types}");
        Assert.True(single >= 0.85, $"only {single:P1} of the files hold one type: {string.Join(", ", several)}");
    }

    [Fact]
    public void Lengths_are_those_of_the_text()
    {
        var root = Sources.Parse("""
            namespace N;

            public enum E { A }

            public sealed record R(int X)
            {
                [Obsolete]
                [Other(
                    1)]
                public int Two() =>
                    X;

                public R()
                    : this(1)
                {
                    // }
                    var text = "}";
                }

                public int One() => 1;
            }

            file static class F;
            """);
        Assert.Equal([("Two", 10, 2), ("R", 13, 6), ("One", 20, 1)], Sources.Methods(root));
        Assert.Equal(3, Sources.TopLevelTypes(root).Count);
    }
}
