using Entente.Screening.Names;

namespace Entente.Screening.Scoring;

/// <summary>One or two neighbouring words of the declared name against one or two of the listed name.</summary>
internal readonly record struct WordPair(int Declared, int DeclaredCount, int Listed, int ListedCount, Likeness Likeness);
