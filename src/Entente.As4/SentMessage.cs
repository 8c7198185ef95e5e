using Entente.As4.Messaging;
using Entente.As4.Security;

namespace Entente.As4;

/// <summary>A message of ours that an answer may refer to.</summary>
/// <param name="ConversationId">Its conversation, in which replies must stay; <see langword="null"/> for a signal.</param>
/// <param name="SignedParts">What its signature covered, as <see cref="OutgoingMessage.SignedParts"/> said.</param>
/// <param name="Security">What is demanded of an answer: that the partner we sent it to has signed it.</param>
public sealed record SentMessage(MessageId MessageId, string? ConversationId, IReadOnlyList<SignedPart> SignedParts, IncomingSecurity Security);
