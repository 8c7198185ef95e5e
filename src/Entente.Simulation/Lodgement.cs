namespace Entente.Simulation;

/// <summary>That something is lodged at a time, and the keys from which it can be made: a plan of a day is a list of these.</summary>
internal readonly record struct Lodgement(DateTime At, Stage Stage, int Flow, int Route, int Voyage, int Leg, int Slot) : IComparable<Lodgement>
{
    /// <summary>Unique for one consignment among all.</summary>
    public long Key => ConsignmentKey(Flow, Route, Voyage, Leg, Slot);

    public static long ConsignmentKey(int flow, int route, int voyage, int leg, int slot) =>
        ((((long)flow * 256 + route) * 16_384 + voyage) * 32 + leg) * 65_536 + slot;

    public int CompareTo(Lodgement other)
    {
        var order = At.CompareTo(other.At);
        order = order != 0 ? order : Key.CompareTo(other.Key);
        return order != 0 ? order : Stage.CompareTo(other.Stage);
    }
}

/// <summary>Which of a consignment's declarations it is.</summary>
internal enum Stage { EntrySummary, CargoReport, Import, Transit, ArrivalNotice, Export, Cash }
