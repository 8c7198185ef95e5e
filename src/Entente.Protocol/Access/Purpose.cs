namespace Entente.Protocol.Access;

/// <summary>Why somebody looks: stated for every read and search, recorded with it, and sent along with every exchange.</summary>
public enum Purpose
{
    /// <summary>Assessing and controlling consignments and travellers in front of the officer.</summary>
    BorderControl = 1,

    /// <summary>Choosing what to control.</summary>
    RiskAnalysis,

    /// <summary>Prevention, investigation, detection or prosecution of a particular offence. Needs a case reference.</summary>
    Investigation,

    /// <summary>Answering or preparing a request for mutual assistance. Needs a case reference.</summary>
    MutualAssistance,

    /// <summary>Analysing flows of money. Needs a case reference.</summary>
    FinancialIntelligence,

    /// <summary>Keeping alerts and lists correct.</summary>
    DataQuality,

    /// <summary>Verifying that searches were lawful.</summary>
    Supervision,

    /// <summary>Running the node.</summary>
    Administration,

    /// <summary>Training and exercises, on simulated data only.</summary>
    Exercise,
}

public static class Purposes
{
    extension(Purpose purpose)
    {
        /// <summary>Whether the purpose is lawful only for a particular case, whose reference must be stated.</summary>
        public bool NeedsCase => purpose is Purpose.Investigation or Purpose.MutualAssistance or Purpose.FinancialIntelligence;
    }
}

/// <summary>The kinds of authority that work together at a border (integrated border management).</summary>
public enum AuthorityKind { Customs = 1, Police, BorderGuard, FinancialIntelligenceUnit }
