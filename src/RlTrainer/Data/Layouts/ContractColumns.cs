using RlTrainer.Market;

namespace RlTrainer.Data;

/// <summary>The columns of one contract with where each row came from.</summary>
internal sealed record ContractColumns(string Contract, BarColumns Columns, Func<int, RowPlace> PlaceOf);
