package io.auterity.relay.capture;

import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.StageMark;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of what a decision says of failures whatever its input says as well: vendors quote what
 * they were sent, and connectors pass that on. Each run of eight characters or more that stands in
 * a text of the input becomes an ellipsis; the caller was told the whole. The input is gone through
 * once, however much it is.
 */
public final class InputQuotes {

  private static final int SHORTEST = 8;
  private static final String LEFT_OUT = "…";

  /** Base of the rolling hash, and its power by which a letter that leaves the window counts. */
  private static final int BASE = 31;

  private static final int GONE = power(BASE, SHORTEST);
  private static final int SLOTS = 1 << 16;

  /** All that failures say, cut at each place. */
  private final Set<String> said = new HashSet<>();

  private final BitSet hashes = new BitSet(SLOTS);
  private final Set<String> quoted = new HashSet<>();

  private InputQuotes() {}

  /**
   * The decision without quotes.
   *
   * @param model stands in the decision anyway
   */
  public static Decision hidden(Decision decision, Json.Obj input, @Nullable String model) {
    InputQuotes quotes = new InputQuotes();
    quotes.listen(decision);
    quotes.look(input, model);
    return quotes.quoted.isEmpty() ? decision : quotes.hidden(decision);
  }

  private void listen(Decision decision) {
    listen(decision.result().failure());
    decision.attempts().forEach(tried -> listen(tried.failure()));
    decision.stages().forEach(mark -> listen(mark.reason()));
  }

  private void listen(@Nullable Failure failure) {
    if (failure != null) {
      listen(failure.message());
      failure.fields().values().forEach(this::listen);
    }
  }

  private void listen(String text) {
    for (int at = 0; at + SHORTEST <= text.length(); at++) {
      String window = text.substring(at, at + SHORTEST);
      if (said.add(window)) {
        hashes.set(window.hashCode() & (SLOTS - 1));
      }
    }
  }

  private void look(Json value, @Nullable String model) {
    switch (value) {
      case Json.Str(String text) -> {
        if (!text.equals(model)) {
          look(text);
        }
      }
      case Json.Arr(List<Json> items) -> items.forEach(item -> look(item, model));
      case Json.Obj(Map<String, Json> fields) ->
          fields.values().forEach(field -> look(field, model));
      default -> {}
    }
  }

  // The hash of what stands in the window is that of String.
  private void look(String text) {
    int hash = 0;
    for (int end = 1; end <= text.length(); end++) {
      hash = BASE * hash + text.charAt(end - 1);
      int begin = end - SHORTEST;
      if (begin > 0) {
        hash -= GONE * text.charAt(begin - 1);
      }
      if (begin >= 0 && hashes.get(hash & (SLOTS - 1))) {
        String window = text.substring(begin, end);
        if (said.contains(window)) {
          quoted.add(window);
        }
      }
    }
  }

  private static int power(int base, int exponent) {
    int power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= base;
    }
    return power;
  }

  private Decision hidden(Decision decision) {
    Decision.Result result = decision.result();
    return new Decision(
        decision.format(),
        decision.id(),
        decision.call(),
        decision.timing(),
        new Decision.Result(
            result.ending(),
            hidden(result.failure()),
            result.provider(),
            result.offer(),
            result.lost()),
        decision.planning(),
        decision.attempts().stream().map(this::hidden).toList(),
        decision.costs(),
        decision.stages().stream().map(this::hidden).toList(),
        decision.course(),
        decision.cached());
  }

  private Decision.Tried hidden(Decision.Tried tried) {
    return tried.failure() == null
        ? tried
        : new Decision.Tried(
            tried.number(),
            tried.provider(),
            tried.marks(),
            tried.startedNanos(),
            tried.tookNanos(),
            hidden(tried.failure()),
            tried.injected(),
            tried.repeat(),
            tried.used(),
            tried.cost(),
            tried.offer(),
            tried.estimated(),
            tried.firstNanos(),
            tried.priceLists(),
            tried.confidence(),
            tried.outputLimit());
  }

  private StageMark hidden(StageMark mark) {
    return new StageMark(
        mark.stage(), mark.nanos(), mark.passed(), mark.verdict(), hidden(mark.reason()));
  }

  private @Nullable Failure hidden(@Nullable Failure failure) {
    if (failure == null) {
      return null;
    }
    Map<String, String> fields = new LinkedHashMap<>(failure.fields());
    fields.replaceAll((name, rule) -> hidden(rule));
    return failure.withMessage(hidden(failure.message())).withFields(fields);
  }

  private String hidden(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    int hiddenTo = 0;
    for (int at = 0; at < text.length(); at++) {
      if (at + SHORTEST <= text.length() && quoted.contains(text.substring(at, at + SHORTEST))) {
        if (at >= hiddenTo) {
          kept.append(LEFT_OUT);
        }
        hiddenTo = at + SHORTEST;
      }
      if (at >= hiddenTo) {
        kept.append(text.charAt(at));
      }
    }
    return kept.toString();
  }
}
