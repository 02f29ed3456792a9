package io.auterity.control.guardrail;

import io.auterity.inspect.ExcerptSweep;
import io.auterity.inspect.Span;
import io.auterity.platform.call.CallGuard.Place;
import io.auterity.platform.call.ContentGuard.Patience;
import io.auterity.platform.call.TenantScope;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tries what a guardrail finds in a text, without a call. */
public final class GuardrailTrial {

  /** Everything that is found without settings, by what it is called. */
  private static final Map<String, Json> STANDARD =
      Map.of(
          "personal", Json.array(List.of()),
          "secrets", Json.of(true),
          "injection", Json.of("meaning"));

  private final Guardrails guardrails;
  private final List<Guardrail> standard;
  private final InjectionHead head;

  /**
   * @param head that finds injections beside the rules
   */
  public GuardrailTrial(Guardrails guardrails, InjectionHead head) {
    this.guardrails = guardrails;
    this.head = head;
    GuardrailReader reader = new GuardrailReader(head, () -> null);
    this.standard =
        STANDARD.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(find -> standard(reader, find.getKey(), find.getValue()))
            .toList();
  }

  private static Guardrail standard(GuardrailReader reader, String find, Json value) {
    return reader.read(
        find,
        spec(find, value),
        http -> {
          throw new IllegalStateException("nothing outside is asked");
        });
  }

  private static Json.Obj spec(String find, Json value) {
    return Json.EMPTY.with("find", Json.object(Map.of(find, value))).with("act", Json.of("watch"));
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
    Place place = tool ? Place.TOOL : Place.WORDS;
    List<Found> all = new ArrayList<>();
    for (Guardrail rule : rules(scope, id)) {
      if (rule.look() instanceof Look.Subjects(Topics topics)) {
        all.addAll(about(rule.id(), topics, text));
      }
      for (Span span : spans(rule, place, text)) {
        all.add(new Found(rule.id(), span.kind(), span.start(), span.end(), null));
      }
      InjectionHead asked = rule.look() instanceof Look.Instructions words ? words.head() : null;
      if (asked != null && (id != null || asked.isThere())) {
        Double score = asked.finds(text, Patience.ENDLESS);
        if (score != null) {
          all.add(new Found(rule.id(), Look.Instructions.BY_HEAD, 0, text.length(), score));
        }
      }
    }
    return all;
  }

  private static List<Found> about(String id, Topics topics, String text) {
    List<Found> all = new ArrayList<>();
    Topics.Reading reading = topics.reading();
    ExcerptSweep sweep =
        new ExcerptSweep(
            (excerpt, start) -> {
              Topics.Match match = reading.match(excerpt);
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
      case Look.Pieces(var inspection) -> inspection.of(text);
      case Look.Whole(OwnJudge judge, boolean bare) ->
          throw new CallFailedException(
              FailureCode.UNSUPPORTED,
              "guardrail %s asks a judge at %s, and a trial sends nothing: ask that judge itself"
                  .formatted(rule.id(), judge.url().getHost()));
      case Look.Subjects topics -> List.of();
      case Look.Instructions words -> all(words.find(place, text), text);
      case Look.Whole(Look.Judge judge, boolean bare) ->
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
