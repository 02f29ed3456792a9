package io.auterity.relay.attempt;

import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the offers of one call made of its request, to find which failure is the caller's: the first
 * of those that say the same of the request, and the outage where one offer alone refused what the
 * one that is out might have taken.
 */
final class RefusedRequest {

  private final AttemptRules rules;
  private final Map<FailureCode, Failure> first = new EnumMap<>(FailureCode.class);
  private @Nullable Failure outage;
  private int refusals;

  RefusedRequest(AttemptRules rules) {
    this.rules = rules;
  }

  /** Takes the failure of one attempt. */
  void add(Failure failure) {
    if (rules.isRefusal(failure)) {
      refusals++;
      first.putIfAbsent(failure.code(), failure);
    } else if (rules.mayFailOver(failure)) {
      outage = failure;
    }
  }

  /** What the caller is told where the attempts end with this failure. */
  Failure reported(Failure last) {
    if (!rules.isRefusal(last)) {
      return last;
    }
    Failure out = outage;
    // What is nowhere else may well be at the one that is out, and those that differ prove nothing.
    boolean alike = refusals > 1 && first.size() == 1;
    boolean unproven = !alike || last.code() == FailureCode.NOT_FOUND;
    return out != null && unproven ? out : first.getOrDefault(last.code(), last);
  }
}
