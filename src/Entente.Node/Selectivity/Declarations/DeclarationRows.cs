using System.Text.Json.Serialization;

namespace Entente.Node.Selectivity.Declarations;

/// <param name="Rows">Newest first.</param>
/// <param name="Newer">The key to pass as <c>newer</c> for the page before this one.</param>
/// <param name="Older">The key to pass as <c>older</c> for the page after this one.</param>
/// <param name="SearchedBackTo">Where not all was looked through: until when, counting back. <paramref name="Older"/> goes on from there.</param>
internal sealed record DeclarationRows(IReadOnlyList<DeclarationLine> Rows, string? Newer, string? Older, DateTimeOffset? SearchedBackTo);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DeclarationRows))]
[JsonSerializable(typeof(DeclarationLine))]
internal sealed partial class DeclarationsJson : JsonSerializerContext;
