using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.Protocol.Alerts;

namespace Entente.Node.Federation.Delivery;

/// <param name="Messages">One page, newest first.</param>
internal sealed record MessagePage(IReadOnlyList<MessageLine> Messages, string? Newer, string? Older)
{
    /// <summary>Messages that arrived whole and could not be taken because of a mistake of this node; their senders retry.</summary>
    public IReadOnlyList<TroubleLine> Troubles { get; init; } = [];

    /// <summary>The newest change that this view knows; the stream tells of those after it.</summary>
    [JsonIgnore]
    public string Changed { get; init; } = "";
}

internal sealed record TroubleLine
{
    public string Partner { get; init; } = "";

    public string MessageId { get; init; } = "";

    public string Action { get; init; } = "";

    public DateTimeOffset FirstAt { get; init; }

    public DateTimeOffset LastAt { get; init; }

    public long Times { get; init; }

    public string Detail { get; init; } = "";
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Strict,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(CamelCaseNames)])]
[JsonSerializable(typeof(MessagePage))]
[JsonSerializable(typeof(MessageView))]
[JsonSerializable(typeof(GivenRefusals))]
[JsonSerializable(typeof(ResendMessage.Queued), TypeInfoPropertyName = "ResentMessage")]
[JsonSerializable(typeof(GiveUpMessage.Command), TypeInfoPropertyName = "GiveUpCommand")]
internal sealed partial class MessagesJson : JsonSerializerContext;
