using Entente.Screening;

namespace Entente.Node.Selectivity.Declarations;

/// <summary>Somebody or something that a declaration names, ready to be compared with the lists.</summary>
/// <param name="Subject">What is compared.</param>
/// <param name="Role">The part it plays, for example <c>Consignee</c> or <c>Container</c>; several joined by a comma where it plays several.</param>
/// <param name="At">Where it stands in the model, for example <c>$.consignments[0].parties[1]</c>; the first place where there are several.</param>
internal sealed record DeclaredSubject(Subject Subject, string Role, string At);
