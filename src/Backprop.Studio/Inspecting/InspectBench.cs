using Backprop.Studio.Data;
using Backprop.Tabular.Models;
using Backprop.Tabular.Reading;
using Backprop.Tabular.Tables;

namespace Backprop.Studio.Inspecting;

/// <summary>
/// What one page inspects. Use it on the page's thread only; slow work runs on other threads, and of two requests in succession
/// only the last is shown.
/// </summary>
public sealed class InspectBench : IDisposable
{
    /// <summary>Rows per page of the table.</summary>
    public const int PageRows = 50;

    private CancellationTokenSource finding = new();
    private DataSource? source;
    private int[] found = [];
    private int openings, choices, views;
    private bool isGone;

    /// <summary>Raised after every change.</summary>
    public event EventHandler? Changed;

    /// <summary>The model that is open; null for none.</summary>
    public Model? Model { get; private set; }

    /// <summary>Its file's name.</summary>
    public string ModelName { get; private set; } = "";

    /// <summary>The data that were chosen; null for none.</summary>
    public DataOrigin? Data { get; private set; }

    /// <summary>The model and its rows; null until both are open.</summary>
    public Inspection? Inspection { get; private set; }

    /// <summary>The sets of rows to choose from, the fairest first; a single one leaves no choice.</summary>
    internal IReadOnlyList<RowSet> Sets { get; private set; } = [];

    /// <summary>The work in progress, in words; null for none.</summary>
    public string? Busy { get; private set; }

    /// <summary>Why the model could not be opened; null where it could.</summary>
    public string? ModelProblem { get; private set; }

    /// <summary>Why the data could not be opened, or do not match the model; null where they could.</summary>
    public string? DataProblem { get; private set; }

    /// <summary>Which rows are shown.</summary>
    public RowChoice Choice { get; private set; } = new();

    /// <summary>The rows found, from 0, in their order.</summary>
    public IReadOnlyList<int> Found => found;

    /// <summary>The page of them that is shown, from 0.</summary>
    public int Page { get; private set; }

    /// <summary>How many pages there are, at least 1.</summary>
    public int Pages => Math.Max(1, (Found.Count + PageRows - 1) / PageRows);

    /// <summary>The picked row, from 0; null for none.</summary>
    public int? Picked { get; private set; }

    /// <summary>Its explanation; null until it is computed.</summary>
    public RowView? View { get; private set; }

    /// <summary>Opens a model by reading it on another thread.</summary>
    public async Task OpenModel(string name, Func<Model> read)
    {
        int turn = Begin($"reading {name}");
        ModelProblem = null;
        (Model? model, string? problem) = await Task.Run(() => Try(read));
        if (turn != openings || isGone)
            return;
        if (model is null)
        {
            ModelProblem = problem;
            End();
            return;
        }
        (Model, ModelName, source) = (model, name, null);
        await Join(turn);
    }

    /// <summary>Opens data, as soon as there is a model that defines how to read them.</summary>
    public Task OpenData(DataOrigin data)
    {
        ArgumentNullException.ThrowIfNull(data);
        (Data, source) = (data, null);
        return Join(Begin($"reading {data.Name}"));
    }

    /// <summary>Shows another set of rows.</summary>
    internal Task Show(RowSet rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        return Join(Begin("measuring"), rows);
    }

    /// <summary>Shows why something sent by the browser was not accepted.</summary>
    public void Refuse(bool isModel, string problem)
    {
        (ModelProblem, DataProblem) = isModel ? (problem, DataProblem) : (ModelProblem, problem);
        End();
    }

    /// <summary>Shows the work before opening, such as receiving a file.</summary>
    public void Say(string? words)
    {
        Busy = words;
        RaiseChanged();
    }

    /// <summary>Closes model and data.</summary>
    public void Close()
    {
        Begin("");
        (Model, Data, Inspection, source, ModelProblem, DataProblem) = (null, null, null, null, null, null);
        Forget();
        End();
    }

    /// <summary>Shows other rows, or in another order.</summary>
    public async Task Choose(RowChoice choice)
    {
        int turn = ++choices;
        CancellationToken stop = InPlaceOfTheLast();
        Choice = choice;
        if (Inspection is not { } inspection)
            return;
        RaiseChanged();
        try
        {
            int[] rows = await Task.Run(() => RowFinder.Find(inspection, choice, stop), stop);
            if (turn != choices || isGone)
                return;
            (found, Page) = (rows, 0);
            RaiseChanged();
        }
        catch (OperationCanceledException)
        {
            // Another choice was made meanwhile.
        }
    }

    /// <summary>Turns to a page of the rows found.</summary>
    public void Turn(int page)
    {
        Page = Math.Clamp(page, 0, Pages - 1);
        RaiseChanged();
    }

    /// <summary>Picks a row and explains it.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="of">The class or target to explain; null for the predicted class or the first target.</param>
    public async Task Pick(int row, string? of = null)
    {
        if (Inspection is not { } inspection)
            return;
        int turn = ++views;
        if (Picked != row)
            View = null;
        Picked = row;
        RaiseChanged();
        RowView view = await Task.Run(() => RowView.Explain(inspection, row, of));
        if (turn != views || isGone)
            return;
        View = view;
        RaiseChanged();
    }

    /// <summary>Picks a row, found or not, and turns to its page where it was found.</summary>
    /// <param name="row">The row, from 0; the nearest where there is none.</param>
    public Task GoTo(int row)
    {
        if (Inspection is not { } inspection)
            return Task.CompletedTask;
        row = Math.Clamp(row, 0, inspection.Table.Rows - 1);
        int at = Array.IndexOf(found, row);
        if (at >= 0)
            Page = at / PageRows;
        return Pick(row);
    }

    /// <summary>Picks the row before (−1) or after (1) the picked one among those found, and turns to its page.</summary>
    public Task Step(int by)
    {
        int at = Picked is { } row ? Array.IndexOf(found, row) : -1;
        int next = at < 0 ? 0 : at + by;
        if (next < 0 || next >= Found.Count)
            return Task.CompletedTask;
        Page = next / PageRows;
        return Pick(Found[next]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        isGone = true;
        finding.Cancel();
        finding.Dispose();
    }

    private CancellationToken InPlaceOfTheLast()
    {
        finding.Cancel();
        finding.Dispose();
        finding = new CancellationTokenSource();
        return finding.Token;
    }

    private async Task Join(int turn, RowSet? rows = null)
    {
        Inspection? before = Inspection;
        DataProblem = null;
        Inspection = null;
        Forget();
        if (Model is not { } model || Data is not { } data)
        {
            End();
            return;
        }
        Say($"reading {data.Name}");
        var progress = new Progress<string>(words =>
        {
            if (turn == openings && Busy is not null && !isGone)
                Say(words);
        });
        DataSource? known = source;
        string modelName = ModelName;
        ((DataSource, Inspection)? opened, string? problem) = await Task.Run(() => Try<(DataSource, Inspection)?>(() =>
        {
            DataSource read = known ?? data.Read(model);
            Table table = rows?.Table ?? read.Test ?? read.Table;
            Inspection inspection = before?.Model == model && before.Table == table ? before : Inspection.Of(model, modelName, table, data.Name, progress);
            return (read, rows is null || !inspection.Sets.Contains(rows) ? inspection : inspection.Of(rows));
        }));
        if (turn != openings || isGone)
            return;
        if (opened is var (read, inspection))
        {
            (source, Inspection, Sets) = (read, inspection, SetsOf(read, inspection));
            await Choose(new RowChoice());
            End();
            if (Found.Count > 0)
                await Pick(Found[0]);
            return;
        }
        DataProblem = problem;
        End();
    }

    /// <summary>The sets of the table, and with two tables also those of the other.</summary>
    private static IReadOnlyList<RowSet> SetsOf(DataSource source, Inspection inspection)
    {
        if (source.Test is not { } test)
            return inspection.Sets;
        RowSet training = new(source.Table, null, "training rows", source.Table.Rows);
        return inspection.Table == test ? [.. inspection.Sets, training] : [new(test, null, "test rows", test.Rows), .. inspection.Sets];
    }

    private int Begin(string words)
    {
        Busy = words;
        RaiseChanged();
        return ++openings;
    }

    private void End()
    {
        Busy = null;
        RaiseChanged();
    }

    private void Forget()
    {
        views++;
        (Choice, found, Page, Picked, View) = (new(), [], 0, null, null);
    }

    private void RaiseChanged() => Changed?.Invoke(this, EventArgs.Empty);

    /// <summary>Turns the errors in a user's file into messages.</summary>
    private static (T? Value, string? Problem) Try<T>(Func<T> read)
    {
        try
        {
            return (read(), null);
        }
        catch (Exception exception)
        {
            // Otherwise the page would say forever that it is being read.
            return (default, exception is OutOfMemoryException ? "There is not enough memory. Use fewer rows." : PlainWords.Of(exception.Message));
        }
    }
}
