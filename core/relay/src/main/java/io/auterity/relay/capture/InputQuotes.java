package io.auterity.relay.capture;

import io.auterity.relay.decision.Decision;
import io.auterity.relay.decision.StageMark;
import io.auterity.spi.Failure;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of what a decision says of failures whatever its input says as well: vendors quote what
 * they were sent, and connectors pass that on. Each run of eight characters or more that stands in
 * a text of the input becomes an ellipsis; whoever called was told the whole.
 */
public final class InputQuotes {

  private static final int SHORTEST = 8;
  private static final String LEFT_OUT = "…";

  private final List<String> texts = new ArrayList<>();

  private InputQuotes() {}

  /**
   * The decision without quotes.
   *
   * @param model stands in the decision anyway
   */
  public static Decision hidden(Decision decision, Json.Obj input, @Nullable String model) {
    InputQuotes quotes = new InputQuotes();
    quotes.collect(input);
    quotes.texts.remove(model);
    return quotes.hidden(decision);
  }

  private void collect(Json value) {
    switch (value) {
      case Json.Str(String text) when text.length() >= SHORTEST -> texts.add(text);
      case Json.Arr(List<Json> items) -> items.forEach(this::collect);
      case Json.Obj(Map<String, Json> fields) -> fields.values().forEach(this::collect);
      default -> {}
    }
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
        decision.course());
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
            tried.firstNanos());
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
    return new Failure(
        failure.code(),
        failure.retryable(),
        failure.applied(),
        failure.retryAfter(),
        hidden(failure.message()),
        fields);
  }

  private String hidden(String said) {
    StringBuilder kept = new StringBuilder(said.length());
    int at = 0;
    while (at < said.length()) {
      int end = endOfQuote(said, at);
      if (end == at) {
        kept.append(said.charAt(at++));
      } else {
        kept.append(LEFT_OUT);
        at = end;
      }
    }
    return kept.toString();
  }

  /** Where the longest quote ends that begins there, by where each text first has it. */
  private int endOfQuote(String said, int at) {
    int end = at;
    if (at + SHORTEST <= said.length()) {
      String begin = said.substring(at, at + SHORTEST);
      for (String text : texts) {
        int place = text.indexOf(begin);
        if (place >= 0) {
          end = Math.max(end, at + common(said, at, text, place));
        }
      }
    }
    return end;
  }

  private static int common(String said, int at, String text, int place) {
    int most = Math.min(said.length() - at, text.length() - place);
    int length = SHORTEST;
    while (length < most && said.charAt(at + length) == text.charAt(place + length)) {
      length++;
    }
    return length;
  }
}
