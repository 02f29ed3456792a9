package io.auterity.control.guardrail;

import io.auterity.inspect.ExcerptSweep;
import io.auterity.inspect.InjectionSweep;
import io.auterity.inspect.Inspection;
import io.auterity.inspect.Sweep;
import io.auterity.platform.call.CallGuard;
import io.auterity.platform.call.ContentGuard.GuardedCall;
import io.auterity.platform.call.ContentGuard.Patience;
import io.auterity.platform.call.ContentGuard.TakenRoute;
import io.auterity.spi.Applied;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import java.util.ArrayList;
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
 * The rules that concern one call. A text passes them one after the other, each seeing what those
 * before have left; whole and streamed texts take the same way, so that they are judged alike.
 * Where a rule sends the call to another route, the rules of that one look at it as well.
 */
final class RuledCall implements CallGuard {

  /** The longest streamed text that is held until all of it can be judged. */
  static final int LONGEST_HELD = 1 << 20;

  private static final Logger LOG = LoggerFactory.getLogger(RuledCall.class);

  private final TakenRoute route;
  private final boolean streams;
  private final Patience patience;
  private final BiConsumer<Guardrail, Way> counter;
  private final JudgeAnswers answers;
  private final Placeholders placeholders = new Placeholders();
  private final Map<Way, Findings> findings = new EnumMap<>(Way.class);
  private final Map<String, String> labels = new HashMap<>();
  private List<Guardrail> rules;
  private List<Guardrail> elsewhere;

  /**
   * @param covering it, whichever route it takes; in their order
   * @param counter is told of each finding
   */
  RuledCall(List<Guardrail> covering, GuardedCall call, BiConsumer<Guardrail, Way> counter) {
    this.route = call.route();
    this.streams = call.streams();
    this.patience = call.patience();
    this.answers = new JudgeAnswers(patience);
    this.counter = counter;
    this.rules = List.of();
    this.elsewhere = covering;
    bindToRoute();
    for (Way way : Way.values()) {
      findings.put(way, new Findings());
    }
  }

  /** Whether any rule looks at it. */
  boolean concernsAny() {
    return !rules.isEmpty();
  }

  // The rules that come into force by the route that takes the call now; once in force they stay.
  private List<Guardrail> bindToRoute() {
    boolean asks = elsewhere.stream().anyMatch(rule -> !rule.scope().routes().isEmpty());
    String now = asks ? route.with(labels) : null;
    List<Guardrail> more =
        elsewhere.stream().filter(rule -> rule.scope().coversRoute(now)).toList();
    if (!more.isEmpty()) {
      elsewhere = elsewhere.stream().filter(rule -> !more.contains(rule)).toList();
      List<Guardrail> all = new ArrayList<>(rules);
      all.addAll(more);
      all.sort(Guardrail.ORDER);
      rules = List.copyOf(all);
    }
    return more;
  }

  @Override
  public boolean looks(Way way) {
    return (way == Way.ANSWER && placeholders.anyToRestore())
        || rules.stream().anyMatch(rule -> rule.looks(way, streams));
  }

  @Override
  public List<String> judge(Way way, List<Piece> pieces) {
    if (way == Way.REQUEST) {
      placeholders.apartFrom(pieces.stream().map(Piece::text).toList());
    }
    List<String> judged = judge(way, pieces, rules);
    Map<String, String> known = Map.of();
    while (way == Way.REQUEST && !labels.equals(known) && !elsewhere.isEmpty()) {
      known = Map.copyOf(labels);
      judged = judge(way, with(judged, pieces), bindToRoute());
    }
    return judged;
  }

  private static List<Piece> with(List<String> texts, List<Piece> pieces) {
    List<Piece> changed = new ArrayList<>(pieces.size());
    for (int i = 0; i < pieces.size(); i++) {
      changed.add(new Piece(pieces.get(i).place(), texts.get(i), pieces.get(i).bare()));
    }
    return changed;
  }

  // A judge that takes many texts at once is asked once all rules before it have seen each.
  private List<String> judge(Way way, List<Piece> pieces, List<Guardrail> by) {
    List<Piece> texts = pieces;
    int from = 0;
    for (int to = 1; to <= by.size(); to++) {
      if (to == by.size() || JudgeAnswers.comeTogether(by.get(to))) {
        askAhead(by.get(from), way, texts);
        texts = with(judge(way, texts, by, from, to), texts);
        answers.forgetFailures();
        from = to;
      }
    }
    return (by.isEmpty() ? with(judge(way, pieces, by, 0, 0), pieces) : texts)
        .stream().map(Piece::text).toList();
  }

  private List<String> judge(Way way, List<Piece> pieces, List<Guardrail> by, int from, int to) {
    List<String> judged = new ArrayList<>(pieces.size());
    for (Piece piece : pieces) {
      hurry();
      PieceStream chain = chain(by, from, to, way, piece.place(), piece.bare(), true);
      judged.add(chain.take(piece.text()) + chain.finish());
    }
    return judged;
  }

  private void askAhead(Guardrail rule, Way way, List<Piece> pieces) {
    if (JudgeAnswers.comeTogether(rule)) {
      answers.askAhead(
          rule, pieces.stream().filter(piece -> rule.looks(way, piece.place(), streams)).toList());
    }
  }

  // Nobody waits for a verdict any more.
  private void hurry() {
    if (patience.stopped()) {
      throw patience.remaining().isZero()
          ? new CallFailedException(FailureCode.TIMEOUT, "no time was left to look at its words")
          : new CallFailedException(FailureCode.CANCELLED, "the caller has gone");
    }
  }

  @Override
  public PieceStream stream() {
    return chain(rules, 0, rules.size(), Way.ANSWER, Place.WORDS, false, false);
  }

  @Override
  public Map<String, String> labels() {
    return labels;
  }

  @Override
  public @Nullable Told told(Way way) {
    return found(way).told();
  }

  private Findings found(Way way) {
    return Objects.requireNonNull(findings.get(way));
  }

  // The stages of some of the rules; what those before allow holds for them.
  private PieceStream chain(
      List<Guardrail> by, int from, int to, Way way, Place place, boolean bare, boolean whole) {
    List<PieceStream> stages = new ArrayList<>(to - from + 1);
    List<Inspection> allowed = new ArrayList<>(0);
    for (int i = 0; i < to; i++) {
      Guardrail rule = by.get(i);
      boolean acts = i >= from || rule.act() == Guardrail.Act.ALLOW;
      if (!acts || !rule.looks(way, place, streams)) {
        continue;
      }
      switch (rule.look()) {
        case Look.Pieces(Inspection found) when rule.act() == Guardrail.Act.ALLOW ->
            allowed.add(found);
        case Look.Pieces(Inspection found) ->
            stages.add(
                new Swept(
                    new Sweep(
                        found.except(allowed), (kind, words) -> instead(rule, way, kind, words))));
        case Look.Instructions words -> {
          boolean held = rule.act().replaces();
          stages.add(
              held
                  ? new Held(rule, way, place, (where, text, patience) -> words.find(where, text))
                  : new Passages(rule, way, words.rules().sweep(place != Place.WORDS)));
          InjectionHead head = words.head();
          if (head != null && !bare && (held || whole)) {
            stages.add(new Held(rule, way, place, byHead(rule, way, head)));
          }
        }
        case Look.Subjects(Topics topics) when !bare -> stages.add(new Subjects(rule, way, topics));
        case Look.Subjects none -> {}
        case Look.Whole(Look.Judge judge, boolean all) when all || !bare ->
            stages.add(new Held(rule, way, place, judge));
        case Look.Whole words -> {}
      }
    }
    if (way == Way.ANSWER && to == by.size() && placeholders.anyToRestore()) {
      stages.add(new Restoring(placeholders));
    }
    return new Chain(stages);
  }

  private Look.Judge byHead(Guardrail rule, Way way, InjectionHead head) {
    return (place, text, patience) -> {
      Double score = head.finds(text, patience);
      if (score == null) {
        return List.of();
      }
      found(way).sure(rule, score);
      return List.of(Look.Instructions.BY_HEAD);
    };
  }

  // The words that go on in the place of those that were found.
  private String instead(Guardrail rule, Way way, String kind, String words) {
    found(way).add(rule, kind);
    counter.accept(rule, way);
    return switch (rule.act()) {
      case ALLOW, WATCH -> words;
      case MASK -> placeholders.mask(kind, words, false);
      case RESTORE -> placeholders.mask(kind, words, way == Way.REQUEST);
      case BLOCK -> throw refused(rule, way, "finds " + kind);
      case ROUTE -> {
        labels.putAll(rule.labels());
        yield words;
      }
    };
  }

  private static CallFailedException refused(Guardrail rule, Way way, String why) {
    String what = way == Way.REQUEST ? "request" : "answer";
    return new CallFailedException(
        Failure.of(
                FailureCode.CONTENT_REFUSED,
                "guardrail %s refuses the %s: it %s".formatted(rule.id(), what, why))
            .withApplied(Applied.NO)
            .withFields(Map.of(FIELD, rule.id())));
  }

  /** Stages one after the other. */
  private record Chain(List<PieceStream> stages) implements PieceStream {

    @Override
    public String take(String piece) {
      String text = piece;
      for (PieceStream stage : stages) {
        text = stage.take(text);
      }
      return text;
    }

    @Override
    public String finish() {
      String rest = "";
      for (PieceStream stage : stages) {
        rest = stage.take(rest) + stage.finish();
      }
      return rest;
    }
  }

  private record Swept(Sweep sweep) implements PieceStream {

    @Override
    public String take(String piece) {
      return sweep.take(piece);
    }

    @Override
    public String finish() {
      return sweep.finish();
    }
  }

  // Nobody holds more than that.
  private void limit(Guardrail rule, Way way, int held) {
    if (way == Way.ANSWER && streams && held > LONGEST_HELD) {
      throw refused(rule, way, "cannot judge more than %d characters".formatted(LONGEST_HELD));
    }
  }

  /** Judges a text passage by passage; what is let go stays as it is. */
  private final class Passages implements PieceStream {

    private final Guardrail rule;
    private final Way way;
    private final InjectionSweep sweep;
    private boolean told;

    private Passages(Guardrail rule, Way way, InjectionSweep sweep) {
      this.rule = rule;
      this.way = way;
      this.sweep = sweep;
    }

    @Override
    public String take(String piece) {
      String released = sweep.take(piece);
      limit(rule, way, sweep.held());
      return judged(released);
    }

    @Override
    public String finish() {
      return judged(sweep.finish());
    }

    private String judged(String released) {
      if (!told && !sweep.found().isEmpty()) {
        told = true;
        sweep.found().forEach(kind -> instead(rule, way, kind, ""));
      }
      return released;
    }
  }

  /** Holds a text until all of it is there. */
  private final class Held implements PieceStream {

    private final Guardrail rule;
    private final Way way;
    private final Place place;
    private final Look.Judge judge;
    private final StringBuilder text = new StringBuilder();

    private Held(Guardrail rule, Way way, Place place, Look.Judge judge) {
      this.rule = rule;
      this.way = way;
      this.place = place;
      this.judge = judge;
    }

    @Override
    public String take(String piece) {
      text.append(piece);
      limit(rule, way, text.length());
      return "";
    }

    @Override
    public String finish() {
      String said = text.toString();
      text.setLength(0);
      if (said.isEmpty()) {
        return said;
      }
      String all = said;
      for (String kind : found(said)) {
        all = rule.act().replaces() ? instead(rule, way, kind, said) : all;
        if (!rule.act().replaces()) {
          instead(rule, way, kind, said);
        }
      }
      return all;
    }

    private List<String> found(String said) {
      try {
        return judge instanceof OwnJudge
            ? answers.find(rule, judge, new Piece(place, said))
            : judge.find(place, said, patience);
      } catch (CallFailedException e) {
        unable(rule, way, e);
        return List.of();
      }
    }
  }

  /** Judges a text excerpt by excerpt by what it is about. */
  private final class Subjects implements PieceStream {

    private final Guardrail rule;
    private final Way way;
    private final Topics.Reading topics;
    private final ExcerptSweep sweep = new ExcerptSweep((excerpt, start) -> judged(excerpt));
    private boolean blind;

    private Subjects(Guardrail rule, Way way, Topics topics) {
      this.rule = rule;
      this.way = way;
      this.topics = topics.reading();
    }

    @Override
    public String take(String piece) {
      String released = sweep.take(piece);
      limit(rule, way, sweep.held());
      return released;
    }

    @Override
    public String finish() {
      return sweep.finish();
    }

    private String judged(String excerpt) {
      Topics.Match match = match(excerpt);
      if (match == null || !match.about()) {
        return excerpt;
      }
      found(way).sure(rule, match.score());
      return instead(rule, way, match.topic(), excerpt);
    }

    // Null where it cannot look and the call goes on, which is told once of each text.
    private Topics.@Nullable Match match(String excerpt) {
      if (blind) {
        return null;
      }
      hurry();
      try {
        return topics.match(excerpt);
      } catch (CallFailedException e) {
        blind = true;
        unable(rule, way, e);
        return null;
      }
    }
  }

  // Ends the call where the rule says so.
  private void unable(Guardrail rule, Way way, CallFailedException e) {
    hurry();
    LOG.warn("guardrail {} cannot look: {}", rule.id(), e.failure().message());
    if (rule.refuses()) {
      throw refused(rule, way, "cannot look (%s)".formatted(e.failure().code().wire()));
    }
    found(way).unable(rule, e.failure().code().wire());
  }
}
