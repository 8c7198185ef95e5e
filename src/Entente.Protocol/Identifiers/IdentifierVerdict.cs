using Entente.Protocol.Faults;

namespace Entente.Protocol.Identifiers;

/// <summary>What a text is, judged by the rules of its scheme: the same shape for every scheme.</summary>
public abstract record IdentifierVerdict
{
    private IdentifierVerdict()
    {
    }

    /// <summary>Follows the form, and the check characters agree where the scheme has them.</summary>
    /// <param name="Text">The normalised text, by which two writings of one number are equal.</param>
    public sealed record Valid(string Text) : IdentifierVerdict;

    /// <summary>Not a number of this scheme.</summary>
    /// <param name="Expected">The form that was expected, in words.</param>
    public sealed record WrongForm(string Expected) : IdentifierVerdict;

    /// <summary>Right form, but the check characters contradict the rest: a slip of the pen, or an invented number.</summary>
    /// <param name="Text">The normalised text as it stands, wrong check characters included.</param>
    /// <param name="Expected">The check characters that the rest calls for, or empty where no character would do.</param>
    public sealed record WrongCheckDigit(string Text, string Expected) : IdentifierVerdict;

    /// <summary>The normalised text, also of a number whose check digit is wrong; <see langword="null"/> when the form is wrong.</summary>
    public string? Normalised => this switch
    {
        Valid valid => valid.Text,
        WrongCheckDigit wrong => wrong.Text,
        _ => null,
    };

    /// <summary>The fault to answer with, or <see langword="null"/> for a valid number.</summary>
    /// <param name="at">Where the number stood.</param>
    public Fault? ToFault(string? at = null) => this switch
    {
        WrongForm form => new(FaultCode.IdentifierWrongForm, $"Expected {form.Expected}.", at),
        WrongCheckDigit { Expected: "" } => new(FaultCode.IdentifierWrongCheckDigit, "No check digit fits this number.", at),
        WrongCheckDigit wrong => new(FaultCode.IdentifierWrongCheckDigit, $"The check digit should be {wrong.Expected}.", at),
        _ => null,
    };
}
