using System.Text;
using RlTrainer.Notebooks.Documents;

namespace RlTrainer.Notebooks.Outputs;

/// <summary>Keeps outputs in the list of a notebook cell, as the notebook
/// file will show them: streams joined, updates in place.</summary>
public sealed class CollectedOutputs : ICellOutputs
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<(IList<CellOutput> List, int Index)>> _displays = [];
    private readonly StringBuilder _pending = new();
    private IList<CellOutput> _list = [];
    private string _pendingName = StreamOutput.StandardOutput;
    private bool _clearAtNext;

    /// <summary>Starts a cell whose outputs go into this list; displays of earlier cells can still be updated.</summary>
    /// <param name="list">Receives the outputs from now on, in their order.</param>
    public void Begin(IList<CellOutput> list)
    {
        lock (_gate)
        {
            Settle();
            _list = list;
            _clearAtNext = false;
        }
    }

    /// <summary>Puts everything received so far into the list.</summary>
    public void Finish()
    {
        lock (_gate)
            Settle();
    }

    /// <inheritdoc/>
    public void Write(CellOutput output)
    {
        lock (_gate)
        {
            ClearIfAsked();
            if (output is StreamOutput stream)
            {
                if (_pendingName != stream.Name)
                    Settle();
                _pendingName = stream.Name;
                _pending.Append(stream.Text);
                return;
            }

            Settle();
            if (output is DisplayOutput { DisplayId: { } id })
            {
                if (!_displays.TryGetValue(id, out var places))
                    _displays[id] = places = [];
                places.Add((_list, _list.Count));
            }

            _list.Add(output);
        }
    }

    /// <inheritdoc/>
    public void Update(string displayId, MimeBundle data)
    {
        lock (_gate)
        {
            if (!_displays.TryGetValue(displayId, out var places))
                return;
            foreach (var (list, index) in places)
                list[index] = new DisplayOutput(data, displayId);
        }
    }

    /// <inheritdoc/>
    public void Clear(bool wait)
    {
        lock (_gate)
        {
            _clearAtNext = true;
            if (!wait)
                ClearIfAsked();
        }
    }

    /// <inheritdoc/>
    public string ReadLine(string prompt, bool isPassword) =>
        throw new NotSupportedException(
            "The cell asked for input, but the notebook runs without a reader. Put the value into the parameters cell instead.");

    private void ClearIfAsked()
    {
        if (!_clearAtNext)
            return;
        _clearAtNext = false;
        _pending.Clear();
        _list.Clear();
        foreach (var places in _displays.Values)
            places.RemoveAll(place => ReferenceEquals(place.List, _list));
    }

    private void Settle()
    {
        if (_pending.Length == 0)
            return;
        _list.Add(new StreamOutput(_pendingName, _pending.ToString()));
        _pending.Clear();
    }
}
