using System.Text.Json;
using System.Text.Json.Serialization;
using Entente.TradeData;
using Entente.TradeData.Model;

namespace Entente.Node.Selectivity.Declarations;

/// <summary>What was read from the source, as it is stored beside it.</summary>
internal sealed record StoredDeclaration(Declaration Declaration, LossReport Loss)
{
    public byte[] Pack() => Packed.Pack(JsonSerializer.SerializeToUtf8Bytes(this, StoredJson.Default.StoredDeclaration));

    public static StoredDeclaration Unpack(byte[] packed) =>
        JsonSerializer.Deserialize(Packed.Unpack(packed), StoredJson.Default.StoredDeclaration)
        ?? throw new InvalidDataException("A stored declaration is empty.");
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StoredDeclaration))]
internal sealed partial class StoredJson : JsonSerializerContext;
