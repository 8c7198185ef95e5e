namespace Entente.Tests.Node;

/// <summary>Attacks collected by others, in files that are not part of the project.</summary>
internal static class HostileFile
{
    /// <summary>The lines of a file; the test is skipped where the files are not at hand.</summary>
    public static IReadOnlyList<string> Lines(string name)
    {
#pragma warning disable RS0030 // The test run, not the product, is told by the environment where its files are.
        var folder = Environment.GetEnvironmentVariable("ENTENTE_DATA") ?? Path.Combine(Architecture.Repository.Root, "../shared/data");
#pragma warning restore RS0030
        var file = Path.Combine(folder, "hostile", name);
        Assert.SkipUnless(File.Exists(file), $"{name} is not at hand (ENTENTE_DATA or ../shared/data).");
        return [.. File.ReadAllLines(file).Where(line => line.Length > 0)];
    }
}
