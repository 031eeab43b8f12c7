namespace Backprop.Training.Schedules;

/// <summary>Where a training stands when a step begins.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Steps">Steps the training will have at most.</param>
/// <param name="Epoch">Epochs done.</param>
/// <param name="Errors">The error watched after each epoch done: on validation rows where there are any, else on training rows.</param>
internal readonly record struct SchedulePosition(long Step, long Steps, int Epoch, IReadOnlyList<double> Errors);
