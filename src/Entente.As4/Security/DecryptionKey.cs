namespace Entente.As4.Security;

/// <summary>A key of ours that messages may be encrypted for, with the certificate by which senders name it.</summary>
public sealed record DecryptionKey(PrivateKey Key, Certificate Certificate);
