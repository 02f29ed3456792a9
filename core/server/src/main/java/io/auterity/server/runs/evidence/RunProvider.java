package io.auterity.server.runs.evidence;

import io.auterity.platform.noun.WireTime;
import io.auterity.relay.decision.archive.RunFigures.AtProvider;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attempts of one provider in one step of a run: their number, failures and latency.
 *
 * @param marks honest labels of the provider
 * @param step e.g. {@code triage[].classify}
 * @param p50Ms median of the attempts that succeeded
 */
public record RunProvider(
    String id, List<String> marks, String step, int attempts, int failed, @Nullable Double p50Ms) {

  static RunProvider of(AtProvider at, List<String> marks) {
    return new RunProvider(
        at.provider(),
        marks,
        at.step(),
        at.attempts(),
        at.failed(),
        at.p50Micros() == null ? null : WireTime.millis(at.p50Micros() * 1_000));
  }
}
