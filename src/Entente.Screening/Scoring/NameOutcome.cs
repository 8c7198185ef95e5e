namespace Entente.Screening.Scoring;

/// <summary>What comparing two names contributes, row by row of the rule table.</summary>
internal readonly record struct NameOutcome(
    double Likeness, double Name, double Conflict, double Extra, double Number, double LegalForm, double SingleWord)
{
    public double Score => Name + Conflict + Extra + Number + LegalForm + SingleWord;
}
