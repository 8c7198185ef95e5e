using System.Text.Json.Serialization;

namespace Entente.Node.Selectivity.Reference;

[JsonSerializable(typeof(ReferenceCode[]))]
[JsonSerializable(typeof(string[]))]
internal sealed partial class StoredReferenceJson : JsonSerializerContext;
