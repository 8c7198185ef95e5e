namespace Entente.Scenarios.Browser;

/// <summary>Strings made to break careless software.</summary>
public static class HostileText
{
    private static readonly string[] Own =
    [
        "<script>alert('entente')</script>",
        "\"><img src=x onerror=alert(1)>",
        "'-alert(1)-'",
        "</textarea><svg onload=alert(1)>",
        "javascript:alert(1)",
        "{{7*7}}${7*7}<%= 7*7 %>",
        "=cmd|'/C calc'!A0",
        "Robert'); DROP TABLE hit;--",
        "\u202Egnidart\u202C <b>Zeevalk</b>",
        "<style>@import url('http://localhost:1/x')</style>",
    ];

    /// <summary>A handful of our own, which are always at hand, and a published collection; each with the store over which it is tried.</summary>
    public static TheoryData<string, string> Sources => new() { { "own", "sqlite" }, { "published", "postgres" } };

    internal static bool IsSuspicious(string text) => text.IndexOfAny(['<', '>', '"', '\'', '`', '{', ':']) >= 0;

    internal static List<string> Read(Site site, string source)
    {
        Assert.SkipWhen(site.Missing is not null, site.Missing ?? "");
        if (source == "own")
        {
            return [.. Own];
        }

        var files = new[] { "naughty-strings.txt", "csv_formula_injection.txt" }.Select(name => Path.Combine(Built.Data ?? "", "hostile", name)).ToList();
        Assert.SkipUnless(files.All(File.Exists), "The hostile strings are not at hand (ENTENTE_DATA or ../shared/data).");
        return [.. files.SelectMany(File.ReadAllLines).Where(line => line.Trim().Length > 0 && !line.StartsWith('#'))];
    }
}
