using Entente.Node.Evidence;

namespace Entente.Node.Selectivity;

/// <summary>Who sends, and by what way it came.</summary>
/// <param name="Actor">Named in the record of each declaration.</param>
/// <param name="Channel">The feed or import, for example <c>feed:port-community</c> or <c>import:2020.csv</c>; senders without a number of their own are kept apart by it.</param>
internal sealed record Submission(Actor Actor, string Channel);
