using System.Text.Json.Serialization;

namespace Entente.Node.Console;

/// <summary>What the flow map draws: the page shows it as a table, and its endpoint gives it to the map as JSON.</summary>
/// <param name="Ports">The places that flows start and end at.</param>
/// <param name="Flows">All flows of the period.</param>
/// <param name="Frames">The same by hour, for playing.</param>
public sealed record FlowPicture(IReadOnlyList<FlowPort> Ports, IReadOnlyList<Flow> Flows, IReadOnlyList<FlowFrame> Frames)
{
    /// <summary>Partners, drawn as double lines with counts.</summary>
    public IReadOnlyList<FlowLink> Links { get; init; } = [];
}

/// <param name="Code">UN/LOCODE, or the code of a partner's country.</param>
/// <param name="Name">As shown beside the mark.</param>
/// <param name="Latitude">Degrees north.</param>
/// <param name="Longitude">Degrees east.</param>
public sealed record FlowPort(string Code, string Name, double Latitude, double Longitude);

/// <param name="From">Code of a port.</param>
/// <param name="To">Code of a port.</param>
/// <param name="Volume">How much, in the unit the page names.</param>
/// <param name="State">Decides the colour and the dash of the arc.</param>
/// <param name="Simulated">How much of the volume is made up.</param>
public sealed record Flow(string From, string To, long Volume, Tone State = Tone.Good, long Simulated = 0);

/// <param name="From">Code of a port: this administration's country.</param>
/// <param name="To">Code of a port: the partner's country.</param>
/// <param name="Name">The partner.</param>
/// <param name="Sent">Messages that went in the last hour.</param>
/// <param name="Received">Messages that came in the last hour.</param>
/// <param name="Waiting">Messages that wait, however old.</param>
/// <param name="State">Good while messages flow, Care while some wait, Stop where the exchange is suspended.</param>
public sealed record FlowLink(string From, string To, string Name, long Sent, long Received, long Waiting, Tone State);

/// <param name="At">The start of the hour.</param>
/// <param name="Flows">The flows within it.</param>
public sealed record FlowFrame(DateTimeOffset At, IReadOnlyList<Flow> Flows);

/// <summary>Wire form for the island. Endpoints answer with <c>TypedResults.Json(picture, FlowJson.Default.FlowPicture)</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(FlowPicture))]
internal sealed partial class FlowJson : JsonSerializerContext;
