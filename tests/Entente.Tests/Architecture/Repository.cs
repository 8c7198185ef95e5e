using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Entente.Tests.Architecture;

/// <summary>The files under version control, as the rules read them.</summary>
internal static partial class Repository
{
    private static string[]? tracked;

    public static string Root { get; } = FindRoot();

    /// <summary>The map: which module may know which.</summary>
    public static Dictionary<string, string[]> Arrows { get; } = Arrow().Matches(File.ReadAllText(PathOf("docs/architecture.md")))
        .ToDictionary(
            match => match.Groups["from"].Value,
            match => match.Groups["to"].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Paths from the root, with slashes.</summary>
    public static IReadOnlyList<string> Tracked => tracked ??= ListFiles();

    public static string PathOf(string path) => Path.Combine(Root, path);

    public static bool IsText(string path) =>
        Path.GetExtension(path) is not (".png" or ".db" or ".woff2" or ".ico") && File.Exists(PathOf(path)) && new FileInfo(PathOf(path)).Length < 2_000_000;

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Entente.slnx")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new InvalidOperationException("The tests run inside the repository.");
    }

    private static string[] ListFiles()
    {
        using var git = Start(new("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
        });
        Assert.SkipWhen(git is null, "git is not installed (Debian package: git).");
        var files = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return git.ExitCode == 0 && files.Length > 0 ? files : throw new InvalidOperationException("git ls-files lists nothing.");
    }

    private static Process? Start(ProcessStartInfo program)
    {
        try
        {
            return Process.Start(program);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^(?<from>\w+) *->(?<to>.*)$", RegexOptions.Multiline)]
    private static partial Regex Arrow();
}
