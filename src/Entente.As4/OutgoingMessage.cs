using Entente.As4.Messaging;

namespace Entente.As4;

/// <summary>A message ready to be posted. A retry MUST send these very bytes again, so that any receipt proves what was sent (AS4, 3.2).</summary>
/// <param name="MessageId">The id in its header; <see langword="null"/> for a SOAP fault, which has none.</param>
/// <param name="ContentType">The value of the HTTP header Content-Type.</param>
/// <param name="Body">The exact bytes.</param>
/// <param name="SignedParts">What the signature covers: keep it until the receipt has come. Empty where nothing was signed.</param>
public sealed record OutgoingMessage(MessageId? MessageId, string ContentType, ReadOnlyMemory<byte> Body, IReadOnlyList<SignedPart> SignedParts);
