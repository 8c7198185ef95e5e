namespace Entente.Tests.Node;

/// <summary>Attacks collected by others, in files that are not part of the project.</summary>
internal static class HostileFile
{
    /// <summary>The lines of a file; the test is skipped where the files are not at hand.</summary>
    public static IReadOnlyList<string> Lines(string name)
    {
        var file = PublicData.Need($"hostile/{name}");
        return [.. File.ReadAllLines(file).Where(line => line.Length > 0)];
    }
}
