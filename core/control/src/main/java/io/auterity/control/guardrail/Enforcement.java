package io.auterity.control.guardrail;

import io.auterity.control.guardrail.PiiPlaceholders.Undo;
import io.auterity.platform.call.CallGuard;
import io.auterity.platform.call.CallGuard.Place;
import io.auterity.platform.call.CallGuard.Told;
import io.auterity.platform.call.CallGuard.Way;
import io.auterity.platform.call.ContentGuard.GuardedCall;
import io.auterity.platform.call.ContentGuard.Patience;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enforces guardrail findings in one call, and the failure of a rule that cannot look: words are
 * masked, the call is labelled or blocked, and it is told afterwards.
 */
final class Enforcement {

  /** The longest streamed text that is held until all of it can be judged. */
  private static final int LONGEST_HELD = 1 << 20;

  private static final String NAMES =
      "an id, an address, a pattern or the name of a tool or field, of which none can be masked";

  private static final List<String> MANAGED = List.of("ai.model.", "ai.tuning.", "ai.token.");

  private static final Logger LOG = LoggerFactory.getLogger(Enforcement.class);

  private final boolean streams;
  private final boolean model;
  private final Patience patience;
  private final BiConsumer<Guardrail, Way> counter;
  private final PiiPlaceholders piiPlaceholders = new PiiPlaceholders();
  private final Map<Way, Findings> findings = new EnumMap<>(Way.class);
  private final Map<String, String> labels = new HashMap<>();

  /**
   * @param counter is told of each finding
   */
  Enforcement(GuardedCall call, BiConsumer<Guardrail, Way> counter) {
    this.streams = call.streams();
    this.model = isOfModel(call.capability());
    this.patience = call.patience();
    this.counter = counter;
    for (Way way : Way.values()) {
      findings.put(way, new Findings());
    }
  }

  // What a model says; the management of models and of their training echoes what it was told.
  private static boolean isOfModel(String capability) {
    return capability.startsWith("ai.") && MANAGED.stream().noneMatch(capability::startsWith);
  }

  /** What stands in the place of masked words. */
  PiiPlaceholders placeholders() {
    return piiPlaceholders;
  }

  /** Those that rules have given the call so far; it changes as they do. */
  Map<String, String> labels() {
    return labels;
  }

  /** Null when there is nothing to tell. */
  @Nullable Told told(Way way) {
    return found(way).told();
  }

  private Findings found(Way way) {
    return Objects.requireNonNull(findings.get(way));
  }

  /** How sure it is of what it finds. */
  void sure(Guardrail rule, Way way, double score) {
    found(way).sure(rule, score);
  }

  /**
   * The words that go on in the place of those that were found.
   *
   * @throws CallFailedException where the rule ends the call
   */
  String instead(Guardrail rule, Way way, Place place, String kind, String words) {
    found(way).add(rule, kind);
    counter.accept(rule, way);
    return switch (rule.act()) {
      case ALLOW, WATCH -> words;
      case MASK, RESTORE -> {
        boolean found = rule.look() instanceof Detector.Pieces;
        yield piiPlaceholders.mask(kind, words, undo(rule, way, place), !found);
      }
      case BLOCK -> throw refused(rule, way, kind, "finds " + kind);
      case ROUTE -> {
        labels.putAll(rule.labels());
        yield words;
      }
    };
  }

  private Undo undo(Guardrail rule, Way way, Place place) {
    if (way == Way.REQUEST && model && rule.act() == Guardrail.Act.RESTORE) {
      return Undo.EVERYWHERE;
    }
    return way == Way.REQUEST && place == Place.OFFERED ? Undo.IN_ARGUMENTS : Undo.NOWHERE;
  }

  /**
   * What becomes of a finding in a name by which machines find something, which goes on as it is.
   *
   * @throws CallFailedException where the rule would have it replaced, or ends the call
   */
  void inName(Guardrail rule, Place place, String kind, String words) {
    if (!rule.act().replaces()) {
      instead(rule, Way.REQUEST, place, kind, words);
      return;
    }
    found(Way.REQUEST).add(rule, kind);
    counter.accept(rule, Way.REQUEST);
    throw refused(rule, Way.REQUEST, kind, "finds %s in %s".formatted(kind, NAMES));
  }

  private static CallFailedException refused(Guardrail rule, Way way, String kind, String why) {
    return refused(rule, way, why, Map.of(CallGuard.FIELD, rule.id(), FindingRecord.KIND, kind));
  }

  private static CallFailedException unlooked(
      Guardrail rule, Way way, String why, FailureCode cause) {
    return refused(
        rule, way, why, Map.of(CallGuard.FIELD, rule.id(), FindingRecord.UNABLE, cause.wire()));
  }

  private static CallFailedException refused(
      Guardrail rule, Way way, String why, Map<String, String> fields) {
    Failure failure =
        Failure.of(
                FailureCode.CONTENT_REFUSED,
                "guardrail %s refuses the %s: it %s".formatted(rule.id(), way.wire(), why))
            .withApplied(Applied.NO)
            .withFields(fields);
    return new CallFailedException(CallGuard.WAY.attach(failure, way.wire()));
  }

  /**
   * Before a rule holds more of a text: of a streamed answer there is a most.
   *
   * @param held how many characters it holds
   * @throws CallFailedException where these are too many
   */
  void limit(Guardrail rule, Way way, int held) {
    if (way == Way.ANSWER && streams && held > LONGEST_HELD) {
      String why = "cannot judge more than %d characters".formatted(LONGEST_HELD);
      throw unlooked(rule, way, why, FailureCode.TOO_LARGE);
    }
  }

  /**
   * Before something is judged that takes its time.
   *
   * @throws CallFailedException when no caller waits for a verdict any more
   */
  void hurry() {
    if (patience.stopped()) {
      throw patience.remaining().isZero()
          ? new CallFailedException(FailureCode.TIMEOUT, "no time was left to look at its words")
          : new CallFailedException(FailureCode.CANCELLED, "the caller has gone");
    }
  }

  /**
   * The rule cannot look.
   *
   * @param e why not
   * @throws CallFailedException where the call ends by that
   */
  void unable(Guardrail rule, Way way, CallFailedException e) {
    hurry();
    LOG.warn("guardrail {} cannot look: {}", rule.id(), e.failure().message());
    FailureCode cause = e.failure().code();
    if (rule.refuses()) {
      throw unlooked(rule, way, "cannot look (%s)".formatted(cause.wire()), cause);
    }
    found(way).unable(rule, cause.wire());
  }
}
