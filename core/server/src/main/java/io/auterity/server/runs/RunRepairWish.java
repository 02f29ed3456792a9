package io.auterity.server.runs;

/**
 * The wish to let a run go on that stands still.
 *
 * @param reason why, in the words of whoever asks; kept in the run's journal
 */
public record RunRepairWish(String reason) {}
