using Backprop.Textbook;

namespace Backprop.Studio.States;

/// <summary>The state of one page that is open in a browser, with its history. Use it on the page's thread only.</summary>
public sealed class Workbench
{
    private readonly StateStack undone = new(), done = new();
    private (Lesson Lesson, TextbookStep Numbers)? computed;

    /// <summary>What the page shows.</summary>
    public StudioState State { get; private set; } = new();

    /// <summary>Every number of the lesson's step.</summary>
    public TextbookStep Numbers
    {
        get
        {
            Lesson lesson = State.Lesson;
            if (computed is not { } known || known.Lesson.Network != lesson.Network || known.Lesson.Inputs != lesson.Inputs || known.Lesson.Targets != lesson.Targets
                || !known.Lesson.LearningRate.Equals(lesson.LearningRate))
                computed = known = (lesson, lesson.Numbers());
            return known.Numbers;
        }
    }

    /// <summary>Whether there is something to undo.</summary>
    public bool CanUndo => done.Count > 0;

    /// <summary>Whether there is something to redo.</summary>
    public bool CanRedo => undone.Count > 0;

    /// <summary>Raised after every change.</summary>
    public event EventHandler? Changed;

    /// <summary>Whether any action was done yet.</summary>
    public bool IsTouched { get; private set; }

    /// <summary>Starts with a state, before any action.</summary>
    public void Begin(StudioState state) => Show(state);

    /// <summary>Does an action.</summary>
    public void Do(StudioAction action)
    {
        StudioState next = Reducer.Reduce(State, action);
        // A round that ends changes the weights, so it can be undone like any other change of them.
        if (action.IsUndone || next.Lesson.Network != State.Lesson.Network)
        {
            done.Push(State);
            undone.Clear();
        }
        Show(next);
    }

    /// <summary>Undoes the last change.</summary>
    public void Undo() => Move(done, undone);

    /// <summary>Redoes what was undone last.</summary>
    public void Redo() => Move(undone, done);

    private void Move(StateStack from, StateStack to)
    {
        if (from.Count == 0)
            return;
        to.Push(State);
        // The choices of the training are not undone along with a weight of the lesson.
        Show(from.Pop() with { Training = State.Training });
    }

    private void Show(StudioState state)
    {
        State = state;
        IsTouched = true;
        Changed?.Invoke(this, EventArgs.Empty);
    }
}
