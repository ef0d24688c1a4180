using Apache.Arrow;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using RlTrainer.Data;

namespace RlTrainer.Columnar;

/// <summary>An open Arrow file or stream: its record batches are the batches.</summary>
internal sealed class ArrowTable : IBarTable
{
    private readonly ArrowStreamReader _reader;
    private readonly Stream _content;
    private readonly string _name;
    private readonly Schema _schema;

    private ArrowTable(ArrowStreamReader reader, Stream content, string name, Schema schema)
    {
        (_reader, _content, _name, _schema) = (reader, content, name, schema);
        Columns = [.. schema.FieldsList.Select(field => ColumnOf(field.Name, field.DataType))];
    }

    public string Format => "Arrow";

    public IReadOnlyList<TableColumn> Columns { get; }

    public int? BarSeconds => null;

    public static ArrowTable Open(Stream content, string name)
    {
        try
        {
            return Damage.Named(name, "Arrow", () =>
            {
                byte[] head = new byte[8];
                content.ReadExactly(head);
                content.Position = 0;
                if (ArrowFormat.IsFile(head)) ArrowFooter.ThrowIfShifted(content);
                var codecs = new CompressionCodecFactory();
                ArrowStreamReader reader = ArrowFormat.IsFile(head) ? new ArrowFileReader(content, codecs)
                    : new ArrowStreamReader(content, codecs);
                return new ArrowTable(reader, content, name, SchemaOf(reader));
            });
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    public TableBatch? Read(IReadOnlyList<int> wanted) => Damage.Named(_name, "Arrow", () =>
    {
        while (_reader.ReadNextRecordBatch() is { } batch)
        {
            using (batch)
            {
                if (batch.Length == 0) continue;
                if (batch.ColumnCount != _schema.FieldsList.Count)
                    throw new InvalidDataException("a batch has other columns than the schema");
                return new TableBatch(
                    batch.Length, [.. wanted.Select(
                        column => ArrowColumns.ArrayOf(batch.Column(column), Columns[column].Kind, batch.Length))]);
            }
        }
        return null;
    });

    public void Dispose()
    {
        _reader.Dispose();
        _content.Dispose();
    }

    private static Schema SchemaOf(ArrowStreamReader reader) => reader.Schema
        ?? reader.GetSchema().AsTask().GetAwaiter().GetResult();

    private static TableColumn ColumnOf(string name, IArrowType type) => type switch
    {
        TimestampType stamp =>
            new TableColumn(name, TableColumnKind.Time,
                stamp.Unit switch
                {
                    TimeUnit.Second => 1,
                    TimeUnit.Millisecond => 1e-3,
                    TimeUnit.Microsecond => 1e-6,
                    _ =>
                    1e-9
                }, !string.IsNullOrEmpty(stamp.Timezone)),
        Date64Type => new TableColumn(name, TableColumnKind.Time, 1e-3),
        Int64Type or Int32Type or Int16Type or UInt64Type or UInt32Type or UInt16Type =>
            new TableColumn(name, TableColumnKind.Whole),
        DoubleType or FloatType or Decimal128Type => new TableColumn(name, TableColumnKind.Number),
        StringType or LargeStringType or StringViewType => new TableColumn(name, TableColumnKind.Text),
        DictionaryType { ValueType: StringType or LargeStringType } => new TableColumn(name, TableColumnKind.Text),
        _ => new TableColumn(name, TableColumnKind.Other),
    };
}
