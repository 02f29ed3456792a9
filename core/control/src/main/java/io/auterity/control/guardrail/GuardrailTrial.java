package io.auterity.control.guardrail;

import io.auterity.inspect.ExcerptSweep;
import io.auterity.inspect.Injections;
import io.auterity.inspect.Span;
import io.auterity.platform.call.CallGuard.PieceStream;
import io.auterity.platform.call.CallGuard.Place;
import io.auterity.platform.call.ContentGuard.GuardedCall;
import io.auterity.platform.call.ContentGuard.Patience;
import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tries what a guardrail finds in a text, without a call. */
public final class GuardrailTrial {

  /** A piece of a stream: a word with what parts it from the next. */
  private static final Pattern WORD = Pattern.compile("\\S+\\s*|\\s+");

  private final Guardrails guardrails;
  private final List<Guardrail> standard;
  private final PromptInjectionClassifier head;

  /**
   * @param head that finds injections beside the rules
   */
  public GuardrailTrial(Guardrails guardrails, PromptInjectionClassifier head) {
    this.guardrails = guardrails;
    this.head = head;
    this.standard =
        List.of(
            standard("injection", new Detector.Instructions(new Injections(), head)),
            standard("personal", GuardrailReader.personal(List.of(), "US")),
            standard("secrets", GuardrailReader.secrets()));
  }

  private static Guardrail standard(String id, Detector look) {
    return new Guardrail(
        id, 0, Set.of(), Guardrail.Scope.ALL, look, Guardrail.Act.WATCH, Map.of(), true, false);
  }

  /**
   * Something that was found.
   *
   * @param guardrail whose finding it is
   * @param kind what it is, e.g. {@code email}
   * @param start first UTF-16 unit
   * @param end unit after the last
   * @param score how sure a head is of it, or how near it is to a topic, from 0 to 1; null for what
   *     rules find
   */
  public record Found(String guardrail, String kind, int start, int end, @Nullable Double score) {}

  /** Whether something looks for injections beside the rules now. */
  public boolean asksHead() {
    return head.isThere();
  }

  /**
   * What stands in a text.
   *
   * @param id of a guardrail of the tenant; null to find all that is found without settings
   * @param tool whether a tool or a document says it
   * @throws CallFailedException {@code not_found}; or when it cannot look
   */
  public List<Found> of(TenantScope scope, @Nullable String id, String text, boolean tool) {
    Place place = tool ? Place.TOLD : Place.WORDS;
    List<Found> all = new ArrayList<>();
    for (Guardrail rule : rules(scope, id)) {
      if (rule.look() instanceof Detector.Subjects(TopicDetector topicDetector)) {
        all.addAll(about(rule.id(), topicDetector, text));
      }
      for (Span span : spans(rule, place, text)) {
        all.add(new Found(rule.id(), span.kind(), span.start(), span.end(), null));
      }
      PromptInjectionClassifier asked =
          rule.look() instanceof Detector.Instructions words ? words.head() : null;
      if (asked != null && (id != null || asked.isThere())) {
        Double score = asked.finds(place, text, Patience.ENDLESS);
        if (score != null) {
          all.add(new Found(rule.id(), Detector.Instructions.BY_HEAD, 0, text.length(), score));
        }
      }
    }
    return all;
  }

  /**
   * The result of one piece of a stream.
   *
   * @param came the piece; empty at the end of the stream
   * @param went what the caller was given then, of this piece and of those that were held; empty
   *     where all is held
   */
  public record StreamStep(String came, String went) {}

  /**
   * How a stream passed a guardrail.
   *
   * @param refused why it ended before its end; null where it did not
   */
  public record StreamRun(List<StreamStep> steps, @Nullable String refused) {}

  /**
   * How an answer that comes word by word would pass a guardrail if that looked at it, wherever
   * else it looks.
   *
   * @param id of a guardrail of the tenant; null for all that is found without settings
   * @throws CallFailedException {@code not_found}; {@code unsupported} where it asks a judge
   *     outside
   */
  public StreamRun stream(TenantScope scope, @Nullable String id, String text) {
    List<Guardrail> everywhere = rules(scope, id).stream().map(GuardrailTrial::everywhere).toList();
    GuardedCall call = new GuardedCall("ai.chat.stream", null, Map.of(), true, Patience.ENDLESS);
    PieceStream stream = new RuledCall(everywhere, call, (rule, way) -> {}).stream();
    List<StreamStep> steps = new ArrayList<>();
    try {
      for (Matcher word = WORD.matcher(text); word.find(); ) {
        steps.add(new StreamStep(word.group(), stream.take(word.group())));
      }
      steps.add(new StreamStep("", stream.finish()));
      return new StreamRun(steps, null);
    } catch (CallFailedException e) {
      return new StreamRun(steps, e.failure().message());
    }
  }

  private static Guardrail everywhere(Guardrail rule) {
    if (rule.look() instanceof Detector.Whole(HttpJudge judge, boolean bare)) {
      throw asksOutside(rule, judge);
    }
    return new Guardrail(
        rule.id(),
        rule.priority(),
        EnumSet.allOf(Guardrail.Where.class),
        Guardrail.Scope.ALL,
        rule.look(),
        rule.act(),
        rule.labels(),
        rule.refuses(),
        rule.passesBytes());
  }

  private static CallFailedException asksOutside(Guardrail rule, HttpJudge judge) {
    return new CallFailedException(
        FailureCode.UNSUPPORTED,
        "guardrail %s asks a judge at %s, and a trial sends nothing: ask that judge itself"
            .formatted(rule.id(), judge.url().getHost()));
  }

  private static List<Found> about(String id, TopicDetector topicDetector, String text) {
    List<Found> all = new ArrayList<>();
    TopicDetector.Reading reading = topicDetector.reading();
    ExcerptSweep sweep =
        new ExcerptSweep(
            (excerpt, start) -> {
              TopicDetector.Match match = reading.match(excerpt);
              if (match.about()) {
                int end = start + excerpt.length();
                all.add(new Found(id, match.topic(), start, end, match.score()));
              }
              return excerpt;
            });
    sweep.take(text);
    sweep.finish();
    return all;
  }

  // What is sure, having no score.
  private static List<Span> spans(Guardrail rule, Place place, String text) {
    return switch (rule.look()) {
      case Detector.Pieces(var inspection) -> inspection.of(text);
      case Detector.Whole(HttpJudge judge, boolean bare) -> throw asksOutside(rule, judge);
      case Detector.Subjects topicDetector -> List.of();
      case Detector.Instructions words -> all(words.find(place, text), text);
      case Detector.Whole(Detector.Judge judge, boolean bare) ->
          all(text.isEmpty() ? List.of() : judge.find(place, text, Patience.ENDLESS), text);
    };
  }

  private static List<Span> all(List<String> kinds, String text) {
    return kinds.stream().map(kind -> new Span(kind, 0, text.length())).toList();
  }

  private List<Guardrail> rules(TenantScope scope, @Nullable String id) {
    if (id == null) {
      return standard;
    }
    return guardrails.of(scope).stream()
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .map(List::of)
        .orElseThrow(
            () ->
                new CallFailedException(
                    FailureCode.NOT_FOUND, "there is no guardrail '%s'".formatted(id)));
  }
}
