package io.auterity.relay.decision;

import org.jspecify.annotations.Nullable;

/**
 * The metadata of a decision's write, which became known when it was written.
 *
 * @param config digest under which the configuration is kept; null when the call was not planned
 * @param others how many were written together with it
 * @param waitedMillis from its reply until then
 * @param bare whether its details were left out, because the database did not take it with them
 */
public record WriteInfo(@Nullable String config, int others, long waitedMillis, boolean bare) {

  /** The decision with that, and with the words of all its stages. */
  public Decision on(Decision decision) {
    return new Decision(
        decision.format(),
        decision.id(),
        decision.call(),
        decision.timing(),
        decision.result(),
        planning(decision.planning()),
        decision.attempts(),
        decision.costs(),
        new StageSentences(decision)
            .marks().stream()
                .map(mark -> mark.stage() == Stage.RECORD ? mark.with("written", words()) : mark)
                .toList(),
        decision.course(),
        decision.cached());
  }

  private Decision.@Nullable Planning planning(Decision.@Nullable Planning known) {
    return known == null || config == null ? known : known.withConfig(config);
  }

  private String words() {
    return bare
        ? "Without its details."
        : "With "
            + others
            + (others == 1 ? " other, " : " others, ")
            + waitedMillis
            + " ms after the reply.";
  }
}
