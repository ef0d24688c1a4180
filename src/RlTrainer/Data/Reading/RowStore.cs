using System.Text;

namespace RlTrainer.Data;

/// <summary>Rows read from one file or several, by contract.</summary>
internal sealed class RowStore
{
    private readonly Dictionary<string, ContractRows> _contracts = [];
    private byte[] _lastName = [];
    private ContractRows? _last;
    private bool _isDescending;

    /// <summary>The contracts that have rows, in the order of their names.</summary>
    public IReadOnlyList<ContractRows> Contracts =>
        [.. _contracts.Values.Where(contract => contract.Rows.Count > 0)
            .OrderBy(contract => contract.Contract, StringComparer.Ordinal)];

    /// <summary>Every name that rows were filed under, those without a sound row included.</summary>
    public IReadOnlyCollection<string> Names => _contracts.Keys;

    /// <summary>Rows with a price between two ticks, of every contract, used up or not.</summary>
    public long OffTickRows => _contracts.Values.Sum(contract => contract.OffTickRows);

    /// <summary>The rows of a file begin.</summary>
    /// <param name="isDescending">The newest row stands first.</param>
    public void BeginFile(bool isDescending)
    {
        _isDescending = isDescending;
        foreach (ContractRows contract in _contracts.Values) contract.IsDescending = isDescending;
    }

    /// <summary>The rows of a file are over.</summary>
    public void EndFile()
    {
        foreach (ContractRows contract in _contracts.Values) contract.EndFile();
    }

    public ContractRows Of(string contract)
    {
        if (!_contracts.TryGetValue(contract, out ContractRows? rows))
            _contracts[contract] = rows = new ContractRows(contract) { IsDescending = _isDescending };
        return rows;
    }

    /// <summary>The contract of a name's bytes; the last one is found without making a string.</summary>
    public ContractRows Of(ReadOnlySpan<byte> contract)
    {
        if (_last is null || !contract.SequenceEqual(_lastName))
        {
            _lastName = contract.ToArray();
            _last = Of(Encoding.Latin1.GetString(contract));
        }
        return _last;
    }
}
