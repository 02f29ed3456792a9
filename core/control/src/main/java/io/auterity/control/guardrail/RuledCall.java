package io.auterity.control.guardrail;

import io.auterity.control.guardrail.RuleStages.GuardedText;
import io.auterity.platform.call.CallGuard;
import io.auterity.platform.call.ContentGuard.GuardedCall;
import io.auterity.platform.call.ContentGuard.TakenRoute;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules that concern one call. A text passes them one after the other, each seeing what those
 * before have left; whole and streamed texts take the same way, so that they are judged alike.
 * Where a rule sends the call to another route, the rules of that one look at it as well.
 */
final class RuledCall implements CallGuard {

  /** Of ids, what is drawn by chance (RFC 9562), in which rows of digits say nothing. */
  private static final Pattern RANDOM =
      Pattern.compile("\\p{XDigit}{8}-(?:\\p{XDigit}{4}-){3}\\p{XDigit}{12}");

  private final TakenRoute route;
  private final boolean streams;
  private final JudgeAnswers answers;
  private final Enforcement enforcement;
  private final RuleStages stages;
  private final SplitFindings split;
  private List<Guardrail> rules;
  private List<Guardrail> elsewhere;
  private List<Piece> names = List.of();

  /**
   * @param covering it, whichever route it takes; in their order
   * @param counter is told of each finding
   */
  RuledCall(List<Guardrail> covering, GuardedCall call, BiConsumer<Guardrail, Way> counter) {
    this.route = call.route();
    this.streams = call.streams();
    this.answers = new JudgeAnswers(call.patience());
    this.enforcement = new Enforcement(call, counter);
    this.stages = new RuleStages(streams, call.patience(), answers, enforcement);
    this.split = new SplitFindings(streams, enforcement);
    this.rules = List.of();
    this.elsewhere = covering;
    bindToRoute();
  }

  /** Whether any rule looks at it. */
  boolean concernsAny() {
    return !rules.isEmpty();
  }

  // The rules that come into force by the route that takes the call now; once in force they stay.
  private List<Guardrail> bindToRoute() {
    boolean asks = elsewhere.stream().anyMatch(rule -> !rule.scope().routes().isEmpty());
    List<String> now = asks ? route.with(enforcement.labels()) : List.of();
    List<Guardrail> more =
        elsewhere.stream().filter(rule -> rule.scope().coversRoutes(now)).toList();
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
    return (way == Way.ANSWER && !enforcement.placeholders().inArguments().isEmpty())
        || rules.stream().anyMatch(rule -> rule.looks(way, streams));
  }

  @Override
  public Optional<String> refusingBytes() {
    return rules.stream()
        .filter(rule -> !rule.passesBytes())
        .filter(rule -> rule.looks(Way.REQUEST, streams) || rule.looks(Way.ANSWER, streams))
        .map(Guardrail::id)
        .findFirst();
  }

  @Override
  public List<String> judge(Way way, List<Piece> pieces) {
    if (way == Way.REQUEST) {
      enforcement.placeholders().apartFrom(pieces.stream().map(Piece::text).toList());
    }
    List<String> judged = judge(way, pieces, rules);
    Map<String, String> known = Map.of();
    while (way == Way.REQUEST && !labels().equals(known) && !elsewhere.isEmpty()) {
      known = Map.copyOf(labels());
      List<Guardrail> more = bindToRoute();
      judgeNamesBy(more);
      judged = judge(way, with(judged, pieces), more);
    }
    return judged;
  }

  @Override
  public void judgeNames(List<Piece> all) {
    names = all;
    judgeNamesBy(rules);
  }

  private void judgeNamesBy(List<Guardrail> by) {
    Map<Place, PieceStream> chains = new EnumMap<>(Place.class);
    for (Piece name : names) {
      enforcement.hurry();
      chains
          .computeIfAbsent(
              name.place(),
              place ->
                  stages.of(
                      by, 0, by.size(), new GuardedText(Way.REQUEST, place, true, true, true)))
          .all(RANDOM.matcher(name.text()).replaceAll("_"));
    }
  }

  private static List<Piece> with(List<String> texts, List<Piece> pieces) {
    List<Piece> changed = new ArrayList<>(pieces.size());
    for (int i = 0; i < pieces.size(); i++) {
      Piece was = pieces.get(i);
      changed.add(new Piece(was.place(), texts.get(i), was.bare(), was.goesOn()));
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
      enforcement.hurry();
      PieceStream chain =
          stages.of(by, from, to, new GuardedText(way, piece.place(), piece.bare(), true));
      judged.add(chain.all(piece.text()));
    }
    if (way == Way.REQUEST) {
      split.judge(pieces, judged, by.subList(0, to), from);
    }
    return judged;
  }

  private void askAhead(Guardrail rule, Way way, List<Piece> pieces) {
    if (JudgeAnswers.comeTogether(rule)) {
      answers.askAhead(
          rule, pieces.stream().filter(piece -> rule.looks(way, piece.place(), streams)).toList());
    }
  }

  @Override
  public PieceStream stream() {
    return stages.of(
        rules, 0, rules.size(), new GuardedText(Way.ANSWER, Place.WORDS, false, false));
  }

  @Override
  public String hidden(String text) {
    return enforcement.placeholders().hide(stages.masked(rules, text));
  }

  @Override
  public String unrestored(String text) {
    return enforcement.placeholders().restored().undone(text);
  }

  @Override
  public Map<String, Masked> masked() {
    return enforcement.placeholders().masked();
  }

  @Override
  public Map<String, String> labels() {
    return enforcement.labels();
  }

  @Override
  public @Nullable Told told(Way way) {
    return enforcement.told(way);
  }
}
