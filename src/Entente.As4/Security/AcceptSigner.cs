namespace Entente.As4.Security;

/// <summary>Decides whose certificate a claim stands for: the trusted certificate, or <see langword="null"/> to refuse. The signature is checked with the key of the certificate returned.</summary>
public delegate Certificate? AcceptSigner(SignerClaim claim, DateTimeOffset now);
