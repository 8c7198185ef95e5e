using System.Text.Json;
using System.Text.Json.Serialization;

namespace Entente.Cli.Demonstration;

/// <summary>How far the demonstration has come, kept beside the store, so that a second start goes on where the first stopped.</summary>
/// <param name="Simulation">The position of the simulated world, as <c>2026-09-01+1234</c>.</param>
/// <param name="RealDeclarations">Whether the real declarations are all in.</param>
/// <param name="Listed">Which entries of the lists appear in the simulated world, as <c>OFAC-SDN 1234</c>; <see langword="null"/> until that is decided.</param>
internal sealed record Place(string? Simulation = null, bool RealDeclarations = false, IReadOnlyList<string>? Listed = null)
{
    private const string File = "demonstration.json";

    public static Place Read(string directory)
    {
        var file = Path.Combine(directory, File);
        return System.IO.File.Exists(file)
            ? JsonSerializer.Deserialize(System.IO.File.ReadAllBytes(file), PlaceJson.Default.Place) ?? new()
            : new();
    }

    /// <summary>Replaces the file as a whole. Should the last word be lost, what was sent is sent again and answered as a duplicate.</summary>
    public void Write(string directory)
    {
        var file = Path.Combine(directory, File);
        System.IO.File.WriteAllBytes(file + ".new", JsonSerializer.SerializeToUtf8Bytes(this, PlaceJson.Default.Place));
        System.IO.File.Move(file + ".new", file, overwrite: true);
    }
}

[JsonSerializable(typeof(Place))]
internal sealed partial class PlaceJson : JsonSerializerContext;
