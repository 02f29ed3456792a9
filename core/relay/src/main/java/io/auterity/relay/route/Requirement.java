package io.auterity.relay.route;

import io.auterity.provider.Offer;
import io.auterity.provider.health.Snapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A requirement on offers: one that does not meet it is excluded, whatever else speaks for it. */
public sealed interface Requirement {

  boolean met(CallFacts facts, Offer offer);

  /** Whether what was seen of an offer meets it as well. */
  default boolean met(Snapshot seen) {
    return true;
  }

  /** Whether it says where data may go, and not merely who does well. */
  default boolean guards() {
    return false;
  }

  /** As the user wrote it. */
  String text();

  /** What is wrong with an offer that does not meet it. */
  String unmet();

  /** By what the offer is. */
  record Is(Selector selector) implements Requirement {
    @Override
    public boolean guards() {
      return selector instanceof Selector.Declared;
    }

    @Override
    public boolean met(CallFacts facts, Offer offer) {
      return selector.selects(offer);
    }

    @Override
    public String text() {
      return selector.text();
    }

    @Override
    public String unmet() {
      return selector.unmet();
    }
  }

  /** By an expression over call and provider. */
  record Holds(Condition condition) implements Requirement {
    @Override
    public boolean met(CallFacts facts, Offer offer) {
      return condition.test(facts, offer);
    }

    @Override
    public String text() {
      return condition.text();
    }

    @Override
    public String unmet() {
      return "does not meet " + condition.text();
    }
  }

  /**
   * By everything that a label of the call names, between commas, semicolons, plus signs or spaces;
   * a call without the label asks for nothing.
   *
   * @param trait of which the label names values, e.g. {@code regime}
   */
  record Labelled(String trait, String label, Function<String, Selector> by)
      implements Requirement {
    private static final String BETWEEN = "[,;+\\s]+";

    @Override
    public boolean guards() {
      return true;
    }

    @Override
    public boolean met(CallFacts facts, Offer offer) {
      return asked(facts).stream().allMatch(value -> by.apply(value).selects(offer));
    }

    private List<String> asked(CallFacts facts) {
      String value = facts.labels().get(label);
      return value == null
          ? List.of()
          : Arrays.stream(value.split(BETWEEN))
              .filter(one -> !one.isEmpty())
              .map(one -> one.toLowerCase(Locale.ROOT))
              .toList();
    }

    @Override
    public String text() {
      return "%s of label %s".formatted(trait, label);
    }

    @Override
    public String unmet() {
      return "does not declare every " + text();
    }
  }

  /**
   * By how well it did of late.
   *
   * @param least thousandths of recent attempts that did not fail
   */
  record Healthy(int least) implements Requirement {
    @Override
    public boolean met(CallFacts facts, Offer offer) {
      return true;
    }

    @Override
    public boolean met(Snapshot seen) {
      return seen.health() >= least;
    }

    @Override
    public String text() {
      return "health of %d ‰".formatted(least);
    }

    @Override
    public String unmet() {
      return "is less healthy than %d ‰".formatted(least);
    }
  }

  /**
   * By how fast it answered of late; of whom nothing is known is fast.
   *
   * @param most nanoseconds
   */
  record Fast(long most) implements Requirement {
    private static final long MILLI = 1_000_000;

    @Override
    public boolean met(CallFacts facts, Offer offer) {
      return true;
    }

    @Override
    public boolean met(Snapshot seen) {
      return seen.latency() <= most;
    }

    @Override
    public String text() {
      return "latency of %d ms".formatted(most / MILLI);
    }

    @Override
    public String unmet() {
      return "takes longer than %d ms".formatted(most / MILLI);
    }
  }
}
