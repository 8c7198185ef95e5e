using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Entente.Node.Console;

/// <summary>Style sheets, scripts, icons and the map, under names that carry their content's hash: they may be cached for ever.</summary>
internal sealed partial class AssetFiles
{
    private const string Manifest = "manifest.json";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".json"] = "application/json",
        [".svg"] = "image/svg+xml",
        [".woff2"] = "font/woff2",
    }.ToFrozenDictionary();

    private readonly string folder = Path.Combine(AppContext.BaseDirectory, "wwwroot", "assets");
    private readonly FrozenDictionary<string, string> names;
    private readonly FrozenSet<string> files;

    public AssetFiles(ILogger<AssetFiles> log)
    {
        var manifest = Path.Combine(folder, Manifest);
        if (File.Exists(manifest))
        {
            names = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(manifest))!.ToFrozenDictionary();
            files = Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)!).Where(name => name != Manifest).ToFrozenSet(StringComparer.Ordinal);
        }
        else
        {
            (names, files) = (FrozenDictionary<string, string>.Empty, FrozenSet<string>.Empty);
            LogNotBuilt(log, folder);
        }
    }

    /// <summary>The address of an asset by its plain name, for example <c>app.js</c>.</summary>
    public string this[string name] => $"/assets/{names.GetValueOrDefault(name, name)}";

    /// <summary>The answer to a request for a file; the set of files decides, so no path leaves the folder.</summary>
    public IResult Serve(string file, HttpContext http)
    {
        if (!files.Contains(file) || !Types.TryGetValue(Path.GetExtension(file), out var type))
        {
            return Results.NotFound();
        }

        var headers = http.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = HeaderNames.AcceptEncoding;
        var small = files.Contains($"{file}.br") && AcceptsBrotli(http.Request.Headers.AcceptEncoding);
        if (small)
        {
            headers.ContentEncoding = "br";
        }

        return Results.File(Path.Combine(folder, small ? $"{file}.br" : file), type);
    }

    private static bool AcceptsBrotli(StringValues accepted) =>
        StringWithQualityHeaderValue.TryParseList(accepted, out var codings)
        && codings.Any(coding => coding.Value.Equals("br", StringComparison.OrdinalIgnoreCase) && coding.Quality is not 0);

    [LoggerMessage(1300, LogLevel.Warning, "The console's assets are missing from {Folder}: pages will be plain. Run eng/assets/build, then build the node.")]
    private static partial void LogNotBuilt(ILogger log, string folder);
}
