using Entente.TransparencyLog;

namespace Entente.Node.Evidence.Log;

/// <summary>How many witnesses are enough: what a policy file says, or any one.</summary>
internal sealed class WitnessPolicy
{
    private readonly LogPolicy? policy;

    /// <exception cref="InvalidDataException">The file is no policy.</exception>
    public WitnessPolicy(LogOptions options)
    {
        if (options.Policy.Length > 0)
        {
            policy = LogPolicy.TryParse(File.ReadAllBytes(options.Policy), LogKeys.Open, out var read, out var fault)
                ? read
                : throw new InvalidDataException($"Log:Policy: {fault.Detail} {fault.At}".TrimEnd());
        }
    }

    public bool IsMet(IReadOnlyCollection<VerifierKey> cosigners) => policy?.IsMet(cosigners) ?? cosigners.Count > 0;
}
