namespace Entente.As4.Messaging;

/// <summary>One error as it happened: the row, what exactly was found, and the message it is about.</summary>
/// <param name="Code">The row of the table.</param>
/// <param name="Detail">What was found and what was expected, in one English sentence. It travels to the partner: never a secret, a key or content of a payload.</param>
/// <param name="RefToMessageInError">The message id of the refused message; <see langword="null"/> where it could not be read.</param>
public sealed record EbmsError(EbmsErrorCode Code, string Detail, string? RefToMessageInError = null);
