package io.auterity.plugins.knowledge;

import io.auterity.spi.BehalfRuns;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.OnBehalf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model whose vectors say which words a text has, of which some mean the same: so texts without a
 * common meaning have nothing in common.
 */
final class Thesaurus implements OnBehalf {

  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

  private final Map<String, String> meanings =
      Map.of("automobile", "car", "vehicle", "car", "physician", "doctor");
  private final Map<String, Integer> words = new HashMap<>();
  private final List<String> texts = new ArrayList<>();
  private int asked;
  private int dimensions = 2_000;
  private String name = "thesaurus";
  private @Nullable FailureCode away;
  private Predicate<String> refused = text -> false;
  private int most = Integer.MAX_VALUE;
  private Predicate<String> endless = text -> false;

  /** The texts that were asked for since the last look, sorted. */
  synchronized List<String> texts() {
    List<String> all = texts.stream().sorted().toList();
    texts.clear();
    return all;
  }

  /** How many calls were made since the last look. */
  synchronized int asked() {
    int calls = asked;
    asked = 0;
    return calls;
  }

  synchronized void away(@Nullable FailureCode why) {
    away = why;
  }

  synchronized void refuse(Predicate<String> texts) {
    refused = texts;
  }

  /** So many texts can be read in the time that a call has. */
  synchronized void slow(int texts) {
    most = texts;
  }

  /** No time is enough for these. */
  synchronized void endless(Predicate<String> texts) {
    endless = texts;
  }

  synchronized void become(String model, int length) {
    name = model;
    dimensions = length;
  }

  @Override
  public List<String> providers(String capability) {
    return List.of();
  }

  @Override
  public synchronized List<Answer> callAll(List<Asked> calls) {
    return calls.stream().map(this::answer).toList();
  }

  private Answer answer(Asked call) {
    asked++;
    if (!call.capability().equals("ai.embedding.create")
        || !"meanings".equals(call.provider())
        || !"m".equals(call.input().text("model"))) {
      throw new AssertionError("not asked for: " + call);
    }
    if (away != null) {
      return Answer.failed(Failure.of(away, "the model is away"));
    }
    List<String> input = new ArrayList<>();
    if (call.input().get("input") instanceof Json.Arr(List<Json> items)) {
      items.forEach(item -> input.add(item instanceof Json.Str(String text) ? text : ""));
    }
    if (input.size() > most || input.stream().anyMatch(endless)) {
      return Answer.failed(Failure.of(FailureCode.TIMEOUT, "the model is still reading"));
    }
    if (input.stream().anyMatch(refused)) {
      return Answer.failed(Failure.of(FailureCode.INVALID, "one of these is too odd"));
    }
    texts.addAll(input);
    List<Json> vectors = input.stream().map(this::vector).map(Json.class::cast).toList();
    return Answer.of(Json.EMPTY.with("model", Json.of(name)).with("vectors", Json.array(vectors)));
  }

  private Json.Arr vector(String text) {
    double[] numbers = new double[dimensions];
    for (String word : NO_WORD.split(text.toLowerCase(Locale.ROOT), -1)) {
      if (!word.isEmpty()) {
        String meaning = Objects.requireNonNullElse(meanings.get(word), word);
        numbers[words.computeIfAbsent(meaning, each -> words.size()) % dimensions] = 1;
      }
    }
    List<Json> all = new ArrayList<>();
    for (double number : numbers) {
      all.add(Json.of(number));
    }
    return Json.array(all);
  }

  @Override
  public BehalfRuns runs() {
    throw new AssertionError("a search starts no runs");
  }

  @Override
  public String raise(String type, String subject, Json.Obj data) {
    throw new AssertionError("no event is raised");
  }
}
